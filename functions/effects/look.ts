/**
 * A look at the server's own list, as an observation with its times.
 *
 * @module
 */
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { formatRoomName } from '../protocol/names.ts';
import type { Observation } from '../rooms/observe.ts';

export type Looked =
	| { readonly outcome: 'looked'; readonly observation: Observation }
	/** The server did not answer: nothing is known, and nothing changes. */
	| { readonly outcome: 'unknown' };

export async function lookAt(
	{ livekit, now }: Pick<Deps, 'livekit' | 'now'>,
	whose: Whose,
	generation: number,
): Promise<Looked> {
	const start = now();
	const listing = await livekit.lookUp(formatRoomName({ ...whose, generation }));
	if (listing.outcome === 'unknown') return { outcome: 'unknown' };
	const end = now();
	const { room, people } = listing.outcome === 'present' ? listing : { room: null, people: [] };
	return {
		outcome: 'looked',
		observation: { kind: 'looked_up', generation, at: end, look: { start, end, room, people } },
	};
}
