import { describe, expect, it } from 'vitest';
import type { RoomView } from '../../../functions/protocol/operator.ts';
import { AT, agent, agentView, human, looked, roomsAnswer, roomView, stored } from '../testing.ts';
import { emptyBook, withLooks, withPage } from './book.ts';
import { shownRoom } from './shown-room.ts';

function shown(view: Partial<RoomView>, now = AT) {
	const [held] = withLooks(emptyBook, roomsAnswer([roomView(1, view)])).rooms.values();
	if (held === undefined) throw new Error('it is gone');
	return shownRoom(held, now);
}

describe('a room', () => {
	it('is shown by what the store says', () => {
		expect(shown({ listed: looked(1) }, AT + 1_000)).toMatchObject({
			short: 'v_visitor_10001.1794000000',
			phaseWords: 'Active',
			peopleWords: '1 person',
			agentWords: 'Agent · epoch 1 · 6 s',
			next: 'Looked at in 4 min 59 s',
			isOverdue: false,
			differs: false,
		});
	});

	it('counts its grace down, and says when that is over', () => {
		const view = { stored: stored({ phase: 'grace_period', people: [agent()], graceEnds: AT + 42_000 }) };
		const next = (ms: number) => shown(view, AT + ms).next;
		expect([0, 1_000, 41_500, 42_000, 45_000].map(next)).toEqual([
			'Closes in 42 s',
			'Closes in 41 s',
			'Closes in 1 s',
			'Grace over 0 s ago',
			'Grace over 3 s ago',
		]);
		expect(shown(view, AT + 102_000).isOverdue).toBe(false);
		expect(shown(view, AT + 102_001).isOverdue).toBe(true);
	});

	it('says that nobody looks at it any more', () => {
		expect(shown({ stored: stored({ deadline: null }) })).toMatchObject({ next: 'No deadline', isOverdue: true });
		expect(shown({ stored: stored({ deadline: AT - 60_001 }) })).toMatchObject({ isOverdue: true });
		expect(shown({ stored: stored({ deadline: AT - 60_000 }) })).toMatchObject({
			next: 'Due 1 min ago',
			isOverdue: false,
		});
		const { deadline: _, ...later } = stored();
		expect(shown({ stored: later })).toMatchObject({ next: 'Looked at later', isOverdue: false });
	});

	it('that the store does not know has no phase; one whose record could not be read is not said to be unknown', () => {
		expect(shown({ stored: null, orphan: 'unknown' })).toMatchObject({ phase: null, phaseWords: 'Not in the store' });
		expect(shown({ stored: null, unread: true })).toMatchObject({ phase: null, phaseWords: 'Not readable' });
	});

	it.each([
		['pending', 'Connecting · epoch 3 · 5 s'],
		['gone', 'Gone · epoch 3 · 5 s'],
		['bound', 'Agent · epoch 3 · 5 s'],
	] as const)('has an agent that is %s', (state, words) => {
		expect(shown({ stored: stored({ agent: agentView({ state, epoch: 3 }) }) }).agentWords).toBe(words);
		expect(shown({ stored: stored({ agent: null }) }).agentWords).toBe('No agent');
	});
});

describe('store and LiveKit side by side', () => {
	it('whom only one of them has is marked', () => {
		const { people, differs } = shown({ listed: looked(1, [agent(), human(2)]) });
		expect(people.map(({ sid, only }) => [sid, only])).toEqual([
			['PA_human_1', 'store'],
			['PA_human_2', 'livekit'],
			['PA_agent_1', null],
		]);
		expect(differs).toBe(true);
	});

	it('a room that LiveKit does not list has nobody there', () => {
		expect(shown({ listed: null })).toMatchObject({ listing: { listing: 'absent' }, differs: true });
		expect(shown({ listed: null, stored: stored({ people: [] }) })).toMatchObject({ differs: false });
	});

	it('a LiveKit that is silent is not one that lists nobody', () => {
		const { listed: _, ...silent } = roomView(1);
		const [held] = withPage(emptyBook, roomsAnswer([silent], { livekit: false })).rooms.values();
		if (held === undefined) throw new Error('it is gone');
		const room = shownRoom(held, AT);
		expect(room).toMatchObject({ listing: { listing: 'unknown' }, differs: false, peopleWords: '1 person' });
		expect(room.people.every(({ only }) => only === null)).toBe(true);
	});

	it('who was there is not believed for long, nor of another life of the room', () => {
		const at = (view: Partial<RoomView>, now: number) => shown({ listed: looked(1, []), ...view }, now).listing;
		expect(at({}, AT + 19_999)).toMatchObject({ isLooked: true });
		expect(at({}, AT + 20_000)).toMatchObject({ isLooked: false });
		const before = withLooks(emptyBook, roomsAnswer([roomView(1, { listed: looked(1, []) })]));
		const listed = { sid: 'RM_next', createdAt: AT };
		const [held] = withPage(before, roomsAnswer([roomView(1, { listed })])).rooms.values();
		expect(held && shownRoom(held, AT)).toMatchObject({ listing: { sid: 'RM_next', isLooked: false }, differs: false });
	});
});
