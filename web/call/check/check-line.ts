/**
 * Tries the whole way of a call before there is one: to the API, to LiveKit, and the way that sound takes, in a room of
 * its own where no agent comes.
 *
 * @module
 */
import { type Room, RoomEvent } from 'livekit-client';
import type { CheckResponse } from '../../../functions/protocol/check.ts';
import type { Answer } from '../api/answer.ts';

/** The parts of the way, in their order: each needs those before it. */
export type Link = 'service' | 'server' | 'media';

export type LineCheck = { readonly outcome: 'trying' | 'fails'; readonly at: Link } | { readonly outcome: 'works' };

export interface CheckMeans {
	/** Asks the API for a token into a room for this. */
	readonly ask: () => Promise<Answer<CheckResponse>>;
	readonly room: Room;
	readonly signal: AbortSignal;
	readonly report: (check: LineCheck) => void;
}

/** Milliseconds; more than a call waits for, since somebody watches. */
const timeouts = { maxRetries: 0, websocketTimeout: 8_000, peerConnectionTimeout: 12_000 };

export async function checkLine({ ask, room, signal, report }: CheckMeans): Promise<void> {
	let at: Link = 'service';
	const tell = (outcome: 'trying' | 'fails') => signal.aborted || report({ outcome, at });
	const leave = () => void room.disconnect().catch(() => {});
	signal.addEventListener('abort', leave);
	tell('trying');
	try {
		const answer = await ask();
		if (answer.outcome !== 'answered') throw new Error(answer.outcome);
		at = 'server';
		tell('trying');
		room.on(RoomEvent.SignalConnected, () => {
			at = 'media';
			tell('trying');
		});
		// It resolves when the way for sound is open, although nobody sends any yet.
		await room.connect(answer.value.server_url, answer.value.participant_token, timeouts);
		if (!signal.aborted) report({ outcome: 'works' });
	} catch {
		tell('fails');
	} finally {
		leave();
	}
}
