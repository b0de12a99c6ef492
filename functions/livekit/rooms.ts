/**
 * Rooms on the server.
 *
 * @module
 */
import { type ParticipantInfo, type Room, RoomServiceClient, ServerError } from 'livekit-server-sdk';
import type { Config } from '../config.ts';
import { accessOf } from './access.ts';
import { isThere, kindOf } from './people.ts';
import type { Deletion, ListedRoom, Listing, Removal, TimedListing } from './port.ts';

export const makeRoomClient = (config: Config): RoomServiceClient => new RoomServiceClient(...accessOf(config));

/** Deleting what is gone is success; no answer is neither. */
export async function deleteRoom(client: RoomServiceClient, name: string): Promise<Deletion> {
	try {
		await client.deleteRoom(name);
		return 'deleted';
	} catch (error) {
		return isNotFound(error) ? 'absent' : 'unknown';
	}
}

/** Who is in it, by the server's own list. The room says which life of its name this is. */
export async function lookUp(client: RoomServiceClient, name: string, config: Config): Promise<Listing> {
	try {
		const [[room], participants] = await Promise.all([client.listRooms([name]), listParticipants(client, name)]);
		// Of two lists that contradict each other one is older.
		if (room === undefined) return participants?.length ? { outcome: 'unknown' } : { outcome: 'absent' };
		return listingOf(room, participants, config);
	} catch {
		return { outcome: 'unknown' };
	}
}

function listingOf(room: Room, participants: readonly ParticipantInfo[] | null, config: Config): Listing {
	if (participants === null) return { outcome: 'unknown' };
	const people = participants
		.filter(isThere)
		.map((one) => ({ sid: one.sid, identity: one.identity, kind: kindOf(one, config) }));
	return { outcome: 'present', room: { sid: room.sid, ...lifeOf(room) }, people };
}

/** One request for the rooms, and one more for each of them that lives. */
export async function lookUpAll(
	client: RoomServiceClient,
	names: readonly string[],
	{ config, now }: { readonly config: Config; readonly now: () => number },
): Promise<ReadonlyMap<string, TimedListing>> {
	// The server answers a request for no names with all rooms.
	if (names.length === 0) return new Map();
	const rooms = await client.listRooms([...names]).catch(() => null);
	if (rooms === null) return new Map(names.map((name) => [name, { outcome: 'unknown' }]));
	const listedAt = now();
	const listings = await Promise.all(
		names.map(async (name): Promise<[string, TimedListing]> => {
			const room = rooms.find((one) => one.name === name);
			if (room === undefined) return [name, { outcome: 'absent', answeredAt: listedAt }];
			const people = await listParticipants(client, name).catch(() => null);
			// One that is slow makes the others no older than they are.
			return [name, { ...listingOf(room, people, config), answeredAt: now() }];
		}),
	);
	return new Map(listings);
}

/** Every room of the project. */
export async function listRooms(client: RoomServiceClient): Promise<readonly ListedRoom[] | null> {
	const rooms = await client.listRooms().catch(() => null);
	return rooms?.map((room) => ({ name: room.name, sid: room.sid, createdAt: lifeOf(room).createdAt })) ?? null;
}

/** Null: not found. A self-hosted server answers an empty list for a room that is not there. */
async function listParticipants(client: RoomServiceClient, name: string): Promise<ParticipantInfo[] | null> {
	try {
		return await client.listParticipants(name);
	} catch (error) {
		if (isNotFound(error)) return null;
		throw error;
	}
}

export async function removeParticipant(
	client: RoomServiceClient,
	name: string,
	identity: string,
	sid: string,
): Promise<Removal> {
	try {
		const { sid: listed } = await client.getParticipant(name, identity);
		if (listed !== sid) return 'other_sid';
		await client.removeParticipant(name, identity);
		return 'removed';
	} catch (error) {
		return isNotFound(error) ? 'absent' : 'unknown';
	}
}

/** @returns `createdAt` by the server's clock; 0 when it does not say */
export const lifeOf = (room: Room): { readonly createdAt: number; readonly departureMs: number | null } => ({
	createdAt: Number(room.creationTimeMs) || Number(room.creationTime) * 1000,
	departureMs: room.departureTimeout > 0 ? room.departureTimeout * 1000 : null,
});

const isNotFound = (error: unknown): boolean => error instanceof ServerError && error.code === 'not_found';
