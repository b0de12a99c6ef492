/**
 * Whether the room of a job that waited for a process has been closed meanwhile. Who waits too long gives up and calls
 * again; if each call that was given up took a process (seconds of computing), those who wait would wait for these.
 *
 * @module
 */
import * as z from 'zod/mini';
import { type LiveKitAccess, makeLook } from './look.ts';

/** A warm process waits for the answer, and perhaps somebody who is there. */
const ANSWER_WITHIN_MS = 1_000;

const listSchema = z.object({ rooms: z._default(z.array(z.object({ name: z.string() })), []) });

/** @returns false as well when LiveKit does not say: then the claim decides, in the process */
export function makeIsClosed(access: LiveKitAccess): (room: string) => Promise<boolean> {
	const look = makeLook(access);
	return async (room) => {
		try {
			const response = await look({
				method: 'ListRooms',
				grant: { roomList: true },
				body: { names: [room] },
				withinMs: ANSWER_WITHIN_MS,
			});
			const list = listSchema.safeParse(await response.json());
			return response.ok && list.success && !list.data.rooms.some(({ name }) => name === room);
		} catch {
			return false;
		}
	};
}
