/**
 * Which life of its name the room is in, as rtc-node tells a job of it: at once or soon after the first join, and seconds
 * late after a reconnect (`worker/job/room-life.ts`, which needs rtc-node).
 *
 * @module
 */
import type { RoomLife } from '../../worker/job/room-life.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../random.ts';

const LATE_MS = [0, 3_000] as const;

export interface FollowedLife extends RoomLife {
	/** The room is connected, in this life of its name. */
	entered(sid: string): void;
	/** The agent has lost it. */
	lost(): void;
}

export function followLife(
	{ clock, random }: { readonly clock: Clock; readonly random: Random },
	onKnown: () => void,
): FollowedLife {
	let sid: string | undefined;
	let losses = 0;
	let waiting: (() => void)[] = [];
	return {
		start() {},
		sid: () => sid,
		async sidWithin(withinMs) {
			if (sid === undefined)
				await new Promise<void>((resolve) => {
					waiting.push(resolve);
					clock.after(withinMs, resolve);
				});
			return sid;
		},
		entered(entered) {
			const before = losses;
			clock.after(random.between(...LATE_MS), () => {
				if (before !== losses || sid === entered) return;
				sid = entered;
				for (const tell of waiting.splice(0)) tell();
				onKnown();
			});
		},
		lost() {
			losses += 1;
			sid = undefined;
			waiting = [...waiting];
		},
	};
}
