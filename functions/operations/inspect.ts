/**
 * Records, and what the server says of their rooms: many at once, in few requests.
 *
 * @module
 */
import { readFacts, recordKey } from '../conversations/record.ts';
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { asLook } from '../effects/look.ts';
import { formatRoomName, type RoomKey } from '../protocol/names.ts';
import type { Look } from '../rooms/consider.ts';
import type { Facts } from '../rooms/facts.ts';
import type { Loaded } from '../store/port.ts';

export interface LoadedRecord {
	readonly whose: Whose;
	readonly loaded: Loaded;
	/** Null: there is none. */
	readonly facts: Facts | null;
}

/** Null for what cannot be read: the store does not answer, or a newer release has written it. */
export async function loadRecord(
	{ store, log }: Pick<Deps, 'store' | 'log'>,
	whose: Whose,
): Promise<LoadedRecord | null> {
	try {
		const loaded = await store.load(recordKey(whose.stage, whose.conversation), { last: 0 });
		return { whose, loaded, facts: loaded.value === null ? null : readFacts(loaded.value) };
	} catch {
		log({ level: 'warn', event: 'record_not_read' });
		return null;
	}
}

/** One for each room, in their order. */
export async function lookAtAll(
	{ livekit, now }: Pick<Deps, 'livekit' | 'now'>,
	rooms: readonly RoomKey[],
): Promise<readonly Look[]> {
	const names = rooms.map(formatRoomName);
	const start = now();
	const listings = await livekit.lookUpAll(names, now);
	const end = now();
	return rooms.map(({ generation }, i) => {
		const listing = listings.get(names[i] ?? '');
		return listing === undefined ? 'unknown' : asLook(listing, generation, start, listing.answeredAt ?? end);
	});
}
