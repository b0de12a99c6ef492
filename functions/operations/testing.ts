/**
 * What goes wrong with rooms, for tests of whoever goes over all of them.
 *
 * @module
 */
import { recordKey } from '../conversations/record.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../effects/transact.ts';
import type { LiveKit } from '../livekit/index.ts';
import { formatRoomName, parseRoomName, type RoomKey } from '../protocol/names.ts';
import { sweep } from './sweep.ts';

/** A room of this stage that no record knows. In the order of their numbers, below 9000. */
export const strange = (n: number): string =>
	formatRoomName({ stage: 'test', conversation: `v_stranger_${1_000 + n}`, generation: 1_794_000_000 });

export function keyOf(room: string): RoomKey {
	const key = parseRoomName(room);
	if (key === null) throw new Error(`not a room of ours: ${room}`);
	return key;
}

export const recordOf = (room: string): string => recordKey(keyOf(room).stage, keyOf(room).conversation);

/** The visitor hangs up. */
export const hangsUp = (deps: Deps, room: string) =>
	transact(deps, keyOf(room), { kind: 'close', generation: keyOf(room).generation, reason: 'hung_up' });

/** Its record stays, and nothing leads to it any more; or only another deadline does. */
export async function losesDeadline({ store }: Deps, room: string, deadline: number | null = null): Promise<void> {
	const { value, version } = await store.load(recordOf(room), { last: 0 });
	await store.save(recordOf(room), value ?? '', version, { fence: 0, deadline, ttlMs: 3_600_000_000 });
}

export const sweepNow = (deps: Deps) => sweep(deps, { limit: 20, until: deps.now() });

/** The names of each request for rooms at once; something may happen meanwhile. */
export function watchLooks(deps: Deps, meanwhile: () => unknown = () => undefined) {
	const requests: (readonly string[])[] = [];
	const lookUpAll: LiveKit['lookUpAll'] = async (names, now) => {
		if (names.length > 0) {
			requests.push(names);
			await meanwhile();
		}
		return deps.livekit.lookUpAll(names, now);
	};
	return { requests, deps: { ...deps, livekit: { ...deps.livekit, lookUpAll } } };
}

export const sorted = (list: readonly string[]): readonly string[] => [...list].sort((a, b) => a.localeCompare(b));
