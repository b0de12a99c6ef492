/**
 * The judgement after each kill: one agent a room, nothing lost that was acknowledged, and nothing left when the calls
 * are over.
 *
 * @module
 */
import { expect } from 'vitest';
import { agentIdentity } from '../../functions/protocol/names.ts';
import { type RoomsResponse, roomsResponseSchema } from '../../functions/protocol/operator.ts';
import { eventually } from '../eventually.ts';
import { isAlive } from '../greenroom.ts';
import { faultsOf } from './record.ts';
import type { Called, Trial } from './trial.ts';

/** P3: two audible agents. */
const DOUBLED_AT_MOST_MS = 3_000;
const SOON_MS = 10_000;
/** P8: nothing lives longer under the name of a room that was closed. */
const GONE_WITHIN_MS = 25_000;

export interface Expected {
	/** Agents that were killed: what they said last may have died with them. */
	readonly killed?: ReadonlySet<string>;
	/** From now on until nothing is left of calls that have ended. */
	readonly goneWithinMs?: number;
	/** For what is still on its way: a dead agent that is being removed, turns that are being stored. */
	readonly soonMs?: number;
}

/** Ends the calls. Other callers of the same Greenroom may go on with theirs. */
export async function aftermath(trial: Trial, callers: readonly Called[], expected: Expected = {}): Promise<void> {
	const { killed, goneWithinMs = GONE_WITHIN_MS, soonMs = SOON_MS } = expected;
	const nothing = (all: readonly string[]) => all.length === 0;
	const faults = async () => {
		const faultsOfAll = callers.map(async (caller) => faultsOf(await caller.visitor.turns(), caller, killed));
		return (await Promise.all(faultsOfAll)).flat();
	};
	const calling = callers.filter((caller) => caller.room() !== null);
	for (const caller of calling)
		await eventually(
			'agents in the room',
			() => trial.view.agents(caller.room() ?? ''),
			({ length }) => length === 1,
			soonMs,
		);
	await eventually('what is wrong with the turns', faults, nothing, soonMs);
	await Promise.all(calling.map((caller) => caller.hangUp()));
	await eventually('what is left of ended calls', () => leftovers(trial, callers), nothing, goneWithinMs);
	expect(await faults()).toEqual([]);
	for (const room of callers.flatMap(({ rooms }) => rooms))
		expect(trial.lookout.doubledFor(room), 'ms with two agents').toBeLessThan(DOUBLED_AT_MOST_MS);
}

/** What lives without a call, by LiveKit, by the operator's door, and by the system. */
export async function leftovers({ greenroom, callers, view, served }: Trial, of: readonly Called[]): Promise<string[]> {
	const [before, seen, response, jobs] = [
		openRooms(callers),
		await view.client.listRooms(),
		await operatorsRooms(greenroom),
		await served(),
	];
	// Who has begun a call meanwhile is in one as well.
	const inCall = new Set([...before, ...openRooms(callers)]);
	const traces = new Set(of.filter((caller) => caller.room() === null).map(({ trace }) => trace));
	const agents = await Promise.all([...inCall].map((room) => view.agents(room)));
	const serving = new Set(agents.flat().map(({ identity }) => identity));
	const over = jobs.filter(({ job, trace }) => traces.has(trace) && !serving.has(agentIdentity(job)));
	return [
		...strayRooms(
			seen.map(({ name }) => name),
			inCall,
		),
		...flaggedRooms(response),
		...over.filter(({ pid }) => isAlive(pid)).map(({ job, pid }) => `process ${pid} of ${job}`),
	];
}

const openRooms = (callers: readonly Called[]): string[] => callers.flatMap((caller) => caller.room() ?? []);

export const strayRooms = (listed: readonly string[], inCall: ReadonlySet<string>): string[] =>
	listed.filter((room) => !inCall.has(room)).map((room) => `room ${room}`);

export const flaggedRooms = ({ livekit, truncated, rooms }: RoomsResponse): string[] => [
	...(livekit && !truncated ? [] : ['the operator does not see all rooms']),
	...rooms.filter(({ orphan }) => orphan !== null).map(({ name, orphan }) => `${orphan} room ${name}`),
];

async function operatorsRooms({ apiUrl, running }: Trial['greenroom']): Promise<RoomsResponse> {
	const headers = { authorization: `Bearer ${running.described['OPS_TOKEN']}` };
	const response = await fetch(new URL('/api/livekit/rooms', apiUrl), { headers });
	return roomsResponseSchema.parse(await response.json());
}
