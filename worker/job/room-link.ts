/**
 * How long the agent has been without its room. rtc-node (0.13) looks for it by itself: where a server is gone it gives
 * up after 19 s, which ends the job; where the network swallows everything it still tries after seven minutes (both
 * measured). Whoever is in the room has long been given another agent then, and this one would come back as a second.
 *
 * @module
 */
import { PHRASES } from '../../functions/protocol/log-phrases.ts';
import type { Log } from '../log.ts';

export interface RoomLink {
	/** The agent has lost the room. */
	reconnecting(): void;
	/** It is in the room again. */
	reconnected(): void;
	close(): void;
}

export interface RoomLinkOptions {
	/** It was away for too long. */
	readonly onLost: () => void;
	readonly log: Log;
	readonly lostAfterMs?: number;
}

const LOST_AFTER_MS = 5 * 60_000;

export function makeRoomLink({ onLost, log, lostAfterMs = LOST_AFTER_MS }: RoomLinkOptions): RoomLink {
	let timer: NodeJS.Timeout | undefined;
	const lose = () => {
		log({ level: 'alert', event: 'room_lost', message: PHRASES.disconnected });
		onLost();
	};
	return {
		reconnecting() {
			timer ??= setTimeout(lose, lostAfterMs);
		},
		reconnected() {
			clearTimeout(timer);
			timer = undefined;
		},
		close: () => clearTimeout(timer),
	};
}
