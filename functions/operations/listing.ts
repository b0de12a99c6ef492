/**
 * The full listing: every room of this stage that the server has, beside its record. It finds what no deadline leads to:
 * rooms that the store does not know, rooms that live although they were closed, records whose deadline was lost.
 *
 * @module
 */
import type { Deps } from '../deps.ts';
import type { Done } from '../effects/run.ts';
import { transact } from '../effects/transact.ts';
import { formatRoomName, parseRoomName, type RoomKey } from '../protocol/names.ts';
import type { Look } from '../rooms/consider.ts';
import { isOpen } from '../rooms/deadline.ts';
import type { Facts } from '../rooms/facts.ts';
import { lastLook } from '../rooms/looks.ts';
import type { Policy } from '../rooms/policy.ts';
import { type LoadedRecord, loadRecord, lookAtAll } from './inspect.ts';

/** Why a room is looked at. */
export type Concern =
	/** The store does not know it: it is adopted. */
	| 'unknown'
	/** It lives although it was closed. */
	| 'tombstone'
	/** Its record is an older one. */
	| 'newer'
	/** Its record knows of nothing that is open. */
	| 'unheard'
	/** Nobody has looked at it for twice as long as somebody should have: its deadline is lost. */
	| 'undue';

/** Null: its record and its deadline take care of it. */
export function concernOf(facts: Facts | null, { generation }: RoomKey, now: number, policy: Policy): Concern | null {
	if (facts === null) return 'unknown';
	if (generation < facts.generation) return 'tombstone';
	if (generation > facts.generation) return 'newer';
	if (!isOpen(facts.room, now, policy)) return 'unheard';
	const { lives, people } = facts.room;
	// What was only asked for is not open any more by then.
	const seenAt = [...Object.values(lives), ...Object.values(people)].map((seen) => seen.seenAt);
	const since = Math.max(lastLook(facts.room), Math.min(...seenAt));
	return now > since + 2 * policy.openCheckMs ? 'undue' : null;
}

export interface Concerned extends LoadedRecord {
	readonly room: RoomKey;
	readonly concern: Concern;
	readonly look: Look;
}

export interface Listed {
	/** False: the server does not answer. */
	readonly answered: boolean;
	/** Rooms of this stage on the server. */
	readonly rooms: number;
	/** The room after which it is to go on; null: it has come to its end. */
	readonly after: string | null;
}

export interface ListingOptions {
	readonly after: string | null;
	readonly withinMs: number;
	/** What is done about rooms that were looked at together. */
	readonly act?: (concerned: readonly Concerned[]) => Promise<unknown>;
}

const AT_ONCE = 10;

export async function listAll(deps: Deps, { after, withinMs, act = settleAll(deps) }: ListingOptions): Promise<Listed> {
	const end = deps.now() + withinMs;
	const all = await deps.livekit.listRooms();
	if (all === null) return { answered: false, rooms: 0, after };
	const names = all
		.map(({ name }) => name)
		.filter((name) => parseRoomName(name)?.stage === deps.config.stage)
		.sort();
	const left = names.filter((name) => after === null || name > after);
	for (let from = 0; from < left.length; from += AT_ONCE) {
		if (deps.now() >= end) return { answered: true, rooms: names.length, after: left[from - 1] ?? after ?? '' };
		await act(await concernsOf(deps, left.slice(from, from + AT_ONCE)));
	}
	return { answered: true, rooms: names.length, after: null };
}

async function concernsOf(deps: Deps, names: readonly string[]): Promise<readonly Concerned[]> {
	const rooms = names.map(parseRoomName).filter((room) => room !== null);
	const records = await Promise.all(rooms.map(({ stage, conversation }) => loadRecord(deps, { stage, conversation })));
	const found = rooms.flatMap((room, i) => {
		const record = records[i];
		if (record === null || record === undefined) return [];
		const concern = concernOf(record.facts, room, deps.now(), deps.policy);
		return concern === null ? [] : [{ ...record, room, concern }];
	});
	const looks = await lookAtAll(
		deps,
		found.map(({ room }) => room),
	);
	return found.map((one, i) => ({ ...one, look: looks[i] ?? 'unknown' }));
}

/** What the full listing would do about one room, now. */
export async function settleRoom(deps: Deps, room: RoomKey): Promise<readonly Done[]> {
	const concerned = await concernsOf(deps, [formatRoomName(room)]);
	return (await settleAll(deps)(concerned)).flat();
}

/** What was done about each of them. */
export const settleAll = (deps: Deps) => (concerned: readonly Concerned[]) =>
	Promise.all(concerned.map((one) => settle(deps, one)));

async function settle(deps: Deps, { whose, loaded, look, concern }: Concerned): Promise<readonly Done[]> {
	try {
		const options = { loaded, looked: look, touch: true, counts: { [`listed:${concern}`]: 1 } };
		return (await transact(deps, whose, { kind: 'sweep', workerCameAt: 0 }, options)).done;
	} catch {
		deps.log({ level: 'warn', event: 'listing_failed' });
		return [];
	}
}
