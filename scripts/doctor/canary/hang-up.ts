/**
 * The end of a room of ours: as the visitor, and by LiveKit itself where the API does not. Then it is looked for.
 *
 * @module
 */
import { RoomServiceClient } from 'livekit-server-sdk';
import { type Deployment, httpOf } from '../../deployment/deployment.ts';
import type { Visitor } from './visitor.ts';

export interface End {
	/** `unknown`: LiveKit did not say. */
	readonly room: 'gone' | 'there' | 'unknown';
	/** Null: the API has closed it. Else LiveKit was asked to. */
	readonly refusal: string | null;
}

const GONE_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 100;

export async function hangUp(deployment: Deployment, visitor: Visitor, room: string): Promise<End> {
	const { apiKey, apiSecret } = deployment.livekit;
	const rooms = new RoomServiceClient(httpOf(deployment.livekit), apiKey, apiSecret, { requestTimeout: 3 });
	const refusal = await visitor.hangUp(room);
	if (refusal !== null) await rooms.deleteRoom(room).catch(() => {});
	return { room: await lookFor(rooms, room), refusal };
}

async function lookFor(rooms: RoomServiceClient, room: string): Promise<End['room']> {
	const deadline = Date.now() + GONE_WITHIN_MS;
	for (;;) {
		const listed = await rooms.listRooms([room]).catch(() => null);
		if (listed === null) return 'unknown';
		if (listed.length === 0) return 'gone';
		if (Date.now() > deadline) return 'there';
		await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
	}
}
