/**
 * A look at the server's own list, as an observation with its times.
 *
 * @module
 */
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import type { Listing } from '../livekit/index.ts';
import { formatRoomName } from '../protocol/names.ts';
import type { Look } from '../rooms/consider.ts';

export async function lookAt(
	{ livekit, now }: Pick<Deps, 'livekit' | 'now'>,
	whose: Whose,
	generation: number,
): Promise<Look> {
	const start = now();
	const listing = await livekit.lookUp(formatRoomName({ ...whose, generation }));
	return asLook(listing, generation, start, now());
}

/** The server was asked at `start`, and had answered at `end`. */
export function asLook(listing: Listing, generation: number, start: number, end: number): Look {
	if (listing.outcome === 'unknown') return 'unknown';
	const { room, people } = listing.outcome === 'present' ? listing : { room: null, people: [] };
	return { kind: 'looked_up', generation, at: end, look: { start, end, room, people } };
}
