/**
 * Looks at LiveKit's list all through a test: how long a room had more than one agent.
 *
 * @module
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { RoomView } from '../greenroom.ts';

export interface Lookout {
	/** The longest time that a room had two agents or more, in milliseconds. */
	doubledFor(room: string): number;
	/** How often the server has answered. */
	looks(): number;
	stop(): Promise<void>;
}

const EVERY_MS = 250;

export function startLookout(view: RoomView): Lookout {
	const stopping = new AbortController();
	const since = new Map<string, number>();
	const longest = new Map<string, number>();
	let looks = 0;

	async function lookAt(room: string): Promise<void> {
		const { length } = await view.agents(room);
		const now = performance.now();
		if (length < 2) {
			since.delete(room);
			return;
		}
		const began = since.get(room) ?? now;
		since.set(room, began);
		longest.set(room, Math.max(longest.get(room) ?? 0, now - began));
	}
	async function look(): Promise<void> {
		const rooms = await view.client.listRooms();
		const open = new Set(rooms.map(({ name }) => name));
		for (const room of since.keys()) if (!open.has(room)) since.delete(room);
		// Agents do not count in what is told of a room.
		await Promise.all([...open].map(lookAt));
		looks += 1;
	}
	const watching = (async () => {
		while (!stopping.signal.aborted) {
			// A server that is down says nothing of anybody.
			await look().catch(() => {});
			await wait(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
		}
	})();
	return {
		doubledFor: (room) => longest.get(room) ?? 0,
		looks: () => looks,
		async stop() {
			stopping.abort();
			await watching;
		},
	};
}
