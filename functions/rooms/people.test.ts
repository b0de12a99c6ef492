import { describe, expect, it } from 'vitest';
import { joined as join, lastHumanLeft, left as leave, leaveOf, present } from './people.ts';
import {
	agent,
	at,
	finished,
	human,
	joined,
	left,
	life,
	looked,
	recorder,
	reported,
	room,
	started,
} from './testing.ts';

const page = human();
const reloaded = human('PA_h2');
const sids = (...heard: Parameters<typeof room>) => present(room(...heard), 'human').map(({ sid }) => sid);
const leaveOfPage = (...heard: Parameters<typeof room>) => {
	const facts = room(...heard);
	const person = facts.people[page.sid];
	return person === undefined ? 'unknown' : leaveOf(person, facts);
};

describe('who is there', () => {
	it('has joined and not left', () => {
		expect(sids(joined(page, 1))).toEqual([page.sid]);
		expect(sids(joined(page, 1), left(page, 2))).toEqual([]);
	});

	it('does not come back under a sid that has left: late news of joining changes nothing', () => {
		expect(sids(left(page, 2), joined(page, 3))).toEqual([]);
	});

	it('returns after a refresh under another sid', () => {
		expect(sids(joined(page, 1), left(page, 9, 'replaced'), joined(reloaded, 9))).toEqual([reloaded.sid]);
		expect(sids(joined(reloaded, 9), left(page, 9, 'replaced'))).toEqual([reloaded.sid]);
	});

	it('is a human, one of our agents, or neither', () => {
		const facts = room(joined(page, 1), joined(agent('a'), 1), joined(recorder, 1));
		const kinds = ['human', 'agent', 'other'] as const;
		expect(kinds.map((kind) => present(facts, kind).length)).toEqual([1, 1, 1]);
	});

	it('is named in the same order, whoever was heard of first', () => {
		const everybody = [page.sid, reloaded.sid];
		expect(sids(joined(page, 1), joined(reloaded, 1))).toEqual(everybody);
		expect(sids(joined(reloaded, 1), joined(page, 1))).toEqual(everybody);
	});
});

describe('somebody has left', () => {
	it('when that was first heard', () => {
		expect(leaveOfPage(joined(page, 1), left(page, 5), left(page, 4))).toBe(at(4));
	});

	it('when their life of the room was finished', () => {
		expect(leaveOfPage(joined(page, 1), finished(5))).toBe(at(5));
	});

	it('when the first life was seen that followed theirs, and no later when there are more', () => {
		const restarted = [joined(page, 1), started(5, life(2))];
		expect(leaveOfPage(...restarted)).toBe(at(5));
		expect(leaveOfPage(...restarted, started(50, life(3)))).toBe(at(5));
	});

	it('not when another life was finished', () => {
		expect(leaveOfPage(started(0), joined(page, 1, life(2)), finished(5))).toBeNull();
	});

	it('not when nothing was heard yet of the life that they are in', () => {
		expect(leaveOfPage(started(1), finished(2), reported(page, 3, 'RM_2'))).toBeNull();
	});

	it('not when the server restarted between the two requests of a look, which listed them in the life before', () => {
		const [torn, whole] = [looked(3, [page], life(1)), looked(9, [page], life(2))];
		expect(leaveOfPage(started(1), torn, whole)).toBeNull();
		expect(leaveOfPage(started(1), whole, torn)).toBeNull();
		// Who was never seen in the later one has left.
		expect(leaveOfPage(started(1), torn, started(9, life(2)))).toBe(at(9));
	});

	it('when a life is seen after them that they do not name', () => {
		expect(leaveOfPage(started(1), reported(page, 3, null))).toBeNull();
		expect(leaveOfPage(reported(page, 3, null), started(4))).toBe(at(4));
	});

	it('when a look-up that began after they were seen does not list them', () => {
		expect(leaveOfPage(joined(page, 1), looked(5, []))).toBe(at(5.1));
		expect(leaveOfPage(joined(page, 1), looked(5, [], null))).toBe(at(5.1));
	});

	it('not when the look-up began before, or in the same moment', () => {
		expect(leaveOfPage(joined(page, 5), looked(4.95, []))).toBeNull();
		expect(leaveOfPage(joined(page, 5), looked(5, []))).toBeNull();
	});

	it('not when a later look-up lists them', () => {
		const heard = [joined(page, 1), looked(5, []), looked(8, [page])];
		expect(leaveOfPage(...heard)).toBeNull();
		expect(leaveOfPage(...heard.reverse())).toBeNull();
		expect(leaveOfPage(...heard, looked(9, []))).toBe(at(9.1));
	});
});

describe('the last human', () => {
	it('has not left while one is there, or when none ever was', () => {
		expect(lastHumanLeft(room())).toBeNull();
		expect(lastHumanLeft(room(joined(agent('a'), 1), left(agent('a'), 2)))).toBeNull();
		expect(lastHumanLeft(room(joined(page, 1), left(page, 2), joined(reloaded, 2)))).toBeNull();
	});

	it('has left last', () => {
		const heard = [joined(page, 1), joined(reloaded, 1), left(reloaded, 7), left(page, 3)];
		expect(lastHumanLeft(room(...heard))).toBe(at(7));
	});
});

describe('news of people', () => {
	it('that is known changes nothing', () => {
		const facts = room(joined(page, 1), left(page, 2));
		const news = { ...page, room: life().sid, at: at(3) };
		expect(join(facts, news)).toBe(facts);
		expect(leave(facts, { ...news, why: 'left' })).toBe(facts);
	});

	it('of a leave says whether it was put out by itself, and whether the server went', () => {
		const { people } = room(left(page, 2, 'replaced'), left(reloaded, 2, 'server_gone'));
		expect(people[page.sid]).toMatchObject({ replaced: true, serverGone: false });
		expect(people[reloaded.sid]).toMatchObject({ replaced: false, serverGone: true });
	});

	it('of a leave that is told without its reason leaves the reason as it is', () => {
		const told = [left(page, 2, 'replaced'), left(page, 2)];
		expect(room(...told).people[page.sid]?.replaced).toBe(true);
		expect(room(...told.reverse()).people[page.sid]?.replaced).toBe(true);
	});

	it('that does not name their life does not make it forgotten', () => {
		const report = reported(page, 3, null);
		expect(room(joined(page, 4), report).people[page.sid]).toMatchObject({ room: 'RM_1', seenAt: at(3) });
		expect(room(report, joined(page, 4)).people[page.sid]).toMatchObject({ room: 'RM_1', seenAt: at(3) });
	});
});

describe('whatever was heard first', () => {
	it.each([
		['somebody was listed last', [looked(5, [page]), looked(8, [page])], { listedAt: at(8.1) }],
		['the server has gone', [left(page, 2, 'server_gone'), left(page, 2)], { serverGone: true }],
		[
			'an agent is one of ours',
			[joined({ ...page, kind: 'other' }, 1), joined({ ...page, kind: 'agent' }, 1)],
			{ kind: 'agent' },
		],
		['a recorder is no human', [joined({ ...page, kind: 'other' }, 1), joined(page, 1)], { kind: 'other' }],
	])('%s', (_, heard, known) => {
		const [facts, other] = [room(...heard), room(...heard.toReversed())];
		expect(facts.people[page.sid]).toMatchObject(known);
		expect(other.people).toEqual(facts.people);
	});
});

it('somebody has not left before they were seen, although a later life was', () => {
	expect(leaveOfPage(started(5, life(2)), joined(page, 9))).toBe(at(9));
});
