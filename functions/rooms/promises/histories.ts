/**
 * Histories as they can happen, of people, agents and a server, and what is heard of them.
 *
 * @module
 */
import fc from 'fast-check';
import { agentIdentity } from '../../protocol/names.ts';
import { ask } from '../asking.ts';
import { claim } from '../claims.ts';
import { close } from '../closing.ts';
import { dispatched } from '../dispatching.ts';
import { type Facts, inRoom } from '../facts.ts';
import type { Observation } from '../observe.ts';
import { asked, at, nothingSaid, policy, unopened } from '../testing.ts';
import { deleted } from '../tombstones.ts';
import { makeChance, makeClock } from './clock.ts';
import { report, webhook } from './news.ts';
import { makeServer } from './server.ts';

/** Of the open room. The name of the one before is a tombstone. */
export const generation = unopened.generation + 1;

export interface History {
	/** The record before all of it: somebody asked, and a job may have claimed. */
	readonly before: Facts;
	/** In the order of arrival. */
	readonly heard: readonly Observation[];
	/** When everything has arrived. */
	readonly end: number;
	readonly lookAt: (start: number, tookMs?: number) => Observation;
	readonly [fc.toStringMethod]: () => string;
}

/** When the first move may be made. */
export const BEGIN = at(60);

const MOVES = [
	'visitor comes',
	'visitor comes',
	'visitor goes',
	'visitor vanishes',
	'guest comes',
	'guest goes',
	'agent comes',
	'agent comes',
	'agent goes',
	'agent dies',
	'stale agent comes',
	'stale agent goes',
	'another stale agent comes',
	'recorder comes',
	'server restarts',
	'server shuts down',
	'room is deleted',
	'old room lives',
	'look-up',
] as const;
type Move = (typeof MOVES)[number];

/** Much happens in the same moment. */
const pause = fc.oneof(fc.constantFrom(0, 1, 100, 1_000), fc.nat(2_000), fc.nat(30_000));
const script = fc.record({
	moves: fc.array(fc.tuple(pause, fc.constantFrom<Move>(...MOVES)), { minLength: 1, maxLength: 18 }),
	/** How late news is. */
	delays: fc.array(pause, { minLength: 1, maxLength: 6 }),
	/** An old worker does not say in which life of the room it sees somebody. */
	saysLife: fc.boolean(),
	/** In seconds: the last token, the claim, a dispatch. */
	askedAt: fc.nat(90),
	claimedAt: fc.option(fc.integer({ min: 30, max: 60 }), { freq: 4 }),
	dispatchedAt: fc.option(fc.nat(90)),
});
type Script = typeof script extends fc.Arbitrary<infer T> ? T : never;

export const history: fc.Arbitrary<History> = script.map(play);
/** Everybody came with the last token, and every worker is a new one. */
export const plainHistory: fc.Arbitrary<History> = script.map((chosen) =>
	play({ ...chosen, askedAt: 60, saysLife: true }),
);

function recordBefore({ askedAt, claimedAt, dispatchedAt }: Script): Facts {
	const closed = deleted(close(asked, asked.generation, 'hung_up', at(0)).facts, asked.generation, at(20));
	const opened = ask(closed, nothingSaid, at(askedAt), policy);
	const held = claimedAt === null ? opened : claim(opened, { generation, jobId: 'a' }, at(claimedAt), policy).facts;
	return dispatchedAt === null ? held : inRoom(held, (room) => dispatched(room, at(dispatchedAt)));
}

function play(chosen: Script): History {
	const clock = makeClock(BEGIN);
	const { now } = clock;
	const draw = makeChance(chosen.delays);
	const late = (max = 30_000) => now() + draw(max);
	const heard: Observation[] = [];
	const looks: { readonly start: number; readonly tookMs: number }[] = [];
	const listings: { readonly since: number; readonly listing: ReturnType<typeof server.listing> }[] = [];
	let isDead = false;

	const server = makeServer({
		name: '',
		departureMs: 90_000,
		clock,
		tell: (told) => {
			heard.push(webhook(told, generation, late()));
			if ('member' in told) heard.push(report(told, generation, chosen.saysLife ? told.life.sid : null, late(2_000)));
			clock.later(0, keepListing);
		},
	});
	const keepListing = () => listings.push({ since: now(), listing: server.listing() });
	const find = (identity: string) => server.find(identity)?.sid ?? '';
	const comes = (identity: string) => server.join(identity, 'human');
	const goes = (identity: string) => server.leave(find(identity));
	const agentComes = (jobId: string) => server.join(agentIdentity(jobId), 'agent');
	/** Nobody is back in the same moment. */
	const halt = (end: () => void) => {
		end();
		keepListing();
		clock.pass(70);
	};

	const acts: Record<Move, () => unknown> = {
		'visitor comes': () => comes('human-v'),
		'visitor goes': () => goes('human-v'),
		'visitor vanishes': () => server.vanish(find('human-v')),
		'guest comes': () => comes('guest'),
		'guest goes': () => goes('guest'),
		'agent comes': () => (isDead ? null : agentComes('a')),
		'agent goes': () => goes(agentIdentity('a')),
		'agent dies': () => {
			isDead = true;
			server.vanish(find(agentIdentity('a')));
			heard.push({ kind: 'job_lost', generation, at: late(1_000), jobId: 'a' });
		},
		'stale agent comes': () => agentComes('z'),
		'stale agent goes': () => goes(agentIdentity('z')),
		'another stale agent comes': () => agentComes('y'),
		'recorder comes': () => server.join('EG_1', 'other'),
		'server restarts': () => halt(server.restart),
		'server shuts down': () => halt(server.shutDown),
		'room is deleted': () => halt(server.end),
		'old room lives': () => {
			const life = { sid: `RM_old${now()}`, createdAt: now(), departureMs: 90_000 };
			heard.push(webhook({ event: 'room_started', life }, generation - 1, late()));
		},
		'look-up': () => looks.push({ start: now(), tookMs: draw(3_000) }),
	};
	for (const [after, move] of chosen.moves) {
		clock.pass(after);
		acts[move]();
	}
	clock.pass(20_000);

	const lookAt = (start: number, tookMs = 0): Observation => {
		const nobody = { room: null, people: [] };
		// The server answers at some moment between.
		const listing = listings.findLast(({ since }) => since <= start + tookMs / 2)?.listing ?? nobody;
		const look = { start, end: start + tookMs, ...listing };
		return { kind: 'looked_up', generation, at: look.end, look };
	};
	heard.push(...looks.map(({ start, tookMs }) => lookAt(start, tookMs)));
	heard.sort((a, b) => a.at - b.at);
	const end = Math.max(now(), ...heard.map((seen) => seen.at));
	return { before: recordBefore(chosen), heard, end, lookAt, [fc.toStringMethod]: () => JSON.stringify(chosen) };
}
