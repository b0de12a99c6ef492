/**
 * Which life of its name the room is in: the sid that the server gave it. A server that restarts makes a new life, and an
 * agent that has reconnected is told of it late: seconds after it saw the first person there (measured, rtc-node 0.13).
 * What belongs to one life and is told with the sid of another is taken for over, so a sid that is in doubt is not known.
 *
 * @module
 */
import { type Room, RoomEvent } from '@livekit/rtc-node';

export interface RoomLife {
	/** The room is connected. */
	start(): void;
	/** Undefined while it is not known. */
	sid(): string | undefined;
	/** As soon as it is known, within `withinMs`. */
	sidWithin(withinMs: number): Promise<string | undefined>;
}

/** @param onKnown it is known, for the first time or again */
export function followRoomLife(room: Pick<Room, 'on' | 'getSid'>, onKnown: () => void): RoomLife {
	let sid: string | undefined;
	/** Counts the times that the room was lost. */
	let losses = 0;
	let waiting: (() => void)[] = [];

	/** Of a room that has no sid yet it may never resolve. */
	async function learn(): Promise<void> {
		const before = losses;
		const learnt = await room.getSid().catch(() => '');
		if (before !== losses || learnt === '' || learnt === sid) return;
		sid = learnt;
		for (const tell of waiting) tell();
		waiting = [];
		onKnown();
	}
	room.on(RoomEvent.Reconnecting, () => {
		losses += 1;
		sid = undefined;
	});
	for (const event of [RoomEvent.RoomUpdated, RoomEvent.RoomSidChanged] as const) room.on(event, () => void learn());

	return {
		start: () => void learn(),
		sid: () => sid,
		async sidWithin(withinMs) {
			let timer: NodeJS.Timeout | undefined;
			if (sid === undefined)
				await new Promise<void>((resolve) => {
					waiting.push(resolve);
					timer = setTimeout(resolve, withinMs);
				});
			clearTimeout(timer);
			return sid;
		},
	};
}
