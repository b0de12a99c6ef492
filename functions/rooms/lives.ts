/**
 * Incarnations: one life of a room name on the server.
 *
 * @module
 */
import type { RoomFacts } from './facts.ts';

/** The server finished one incarnation of the room; it may already live on under a new sid (server restart). */
export const finished = (room: RoomFacts, sid: string): RoomFacts =>
	room.finished.includes(sid) ? room : { ...room, finished: [...room.finished, sid] };
