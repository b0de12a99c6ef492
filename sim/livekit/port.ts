/**
 * LiveKit as the API asks it: each request takes its time, is answered late or never, and is done or not done then.
 *
 * @module
 */
import type { Listing, LiveKit, TimedListing } from '../../functions/livekit/port.ts';
import type { LookUp } from '../../functions/rooms/looks.ts';
import type { Clock } from '../clock/clock.ts';
import type { Process, Word } from '../process.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../trace.ts';
import { configOf } from './mint.ts';
import type { PersonSeen, Room } from './model.ts';
import type { LiveKitServer } from './server.ts';

const WAY_MS = [1, 15] as const;
/** The adapter gives up. */
const PATIENCE_MS = 3_000;

/** What happens to a request now. */
export type Fate = 'ok' | 'not_done' | 'not_answered';

export interface LiveKitOptions {
	/** How many times as long as usual requests take. */
	readonly slowness: number;
	readonly clock: Clock;
	readonly random: Random;
	readonly record: Recorder;
	readonly server: LiveKitServer;
	readonly fate: () => Fate;
	/** Agents of this stage. */
	readonly agentNames: readonly string[];
}

/** @returns the port for one request of the API */
export function makeLiveKitFor({ clock, random, record, server, fate, agentNames, slowness }: LiveKitOptions) {
	const way = () => random.between(...WAY_MS) * slowness;

	return (task: Process): LiveKit => {
		/** Null: no answer. */
		function ask<T>(what: string, work: () => T): Promise<T | null> {
			return new Promise((resolve) => {
				task.act(`asks: ${what}`, () => {
					let isOver = false;
					const end = (how: Word, answer: T | null) => {
						if (isOver) return;
						isOver = true;
						callOff();
						task.act(how, () => resolve(answer));
					};
					const callOff = clock.after(PATIENCE_MS, () => {
						record({ kind: 'trouble', by: 'livekit', until: clock.now() });
						end('no answer', null);
					});
					const befalls = fate();
					const label = `${task.name} asks: ${what}`;
					if (befalls === 'not_done') return;
					clock.send({
						label,
						ms: way(),
						isAsked: true,
						deliver: () => {
							if (!server.up.isUp()) return;
							const answer = work();
							if (befalls === 'not_answered') return;
							clock.send({
								label: `${label}, answered`,
								ms: way(),
								canBeLost: true,
								follows: true,
								deliver: () => end(() => JSON.stringify(answer), answer),
							});
						},
					});
				});
			});
		}

		const kindOf = (agentName: string | null): PersonSeen['kind'] | 'other' =>
			agentName === null ? 'human' : agentNames.includes(agentName) ? 'agent' : 'other';
		const listRoom = (name: string) => ask(`room ${name}`, () => ({ room: lifeOf(server.rooms.find(name)) }));
		function listingOf(name: string, room: Life, people: LookUp['people'] | null): Listing {
			if (people === null) return { outcome: 'unknown' };
			record({ kind: 'looked', room: name, life: room.sid, sids: people.map(({ sid }) => sid) });
			return { outcome: 'present', room, people };
		}
		function absent(name: string): Listing {
			record({ kind: 'looked', room: name, life: null, sids: [] });
			return { outcome: 'absent' };
		}
		const listPeople = (name: string) =>
			ask(`people of ${name}`, () =>
				[...(server.rooms.find(name)?.seats.values() ?? [])].map(({ sid, identity, agentName }) => ({
					sid,
					identity,
					kind: kindOf(agentName),
				})),
			);

		return {
			mint: async (ticket) => JSON.stringify(configOf(ticket, clock.now())),
			async lookUp(name) {
				const [found, people] = await Promise.all([listRoom(name), listPeople(name)]);
				if (found === null || people === null) return { outcome: 'unknown' };
				if (found.room !== null) return listingOf(name, found.room, people);
				return people.length > 0 ? { outcome: 'unknown' } : absent(name);
			},
			async lookUpAll(names) {
				if (names.length === 0) return new Map();
				const rooms = await ask(`rooms ${names.join(', ')}`, () =>
					names.map((name) => lifeOf(server.rooms.find(name))),
				);
				const listedAt = clock.now();
				const listings = names.map(async (name, i): Promise<[string, TimedListing]> => {
					if (rooms === null) return [name, { outcome: 'unknown' }];
					const room = rooms[i] ?? null;
					if (room === null) return [name, { ...absent(name), answeredAt: listedAt }];
					const people = await listPeople(name);
					return [name, { ...listingOf(name, room, people), answeredAt: clock.now() }];
				});
				return new Map(await Promise.all(listings));
			},
			listRooms: () =>
				ask('all rooms', () => server.rooms.all().map(({ name, sid, createdAt }) => ({ name, sid, createdAt }))),
			async deleteRoom(name) {
				const deleted = await ask(`delete ${name}`, () => {
					record({ kind: 'did', what: 'delete', room: name, sid: server.rooms.find(name)?.sid ?? null });
					return server.rooms.delete(name) ? ('deleted' as const) : ('absent' as const);
				});
				return deleted ?? 'unknown';
			},
			async dispatch(name, agent) {
				const taken = await ask(`dispatch to ${name}`, () => {
					record({ kind: 'did', what: 'dispatch', room: name, sid: null });
					server.dispatches.launch(server.rooms.create(name), agent, 'api');
					return `AD_${name}`;
				});
				return taken === null ? { outcome: 'unknown' } : { outcome: 'dispatched', id: taken };
			},
			async removeParticipant(name, identity, sid) {
				const find = () =>
					[...(server.rooms.find(name)?.seats.values() ?? [])].find((seat) => seat.identity === identity);
				const listed = await ask(`who is ${identity}`, () => ({ sid: find()?.sid ?? null }));
				if (listed === null) return 'unknown';
				if (listed.sid === null) return 'absent';
				if (listed.sid !== sid) return 'other_sid';
				const removed = await ask(`remove ${identity}`, () => {
					const seat = find();
					if (seat === undefined) return 'absent' as const;
					record({ kind: 'did', what: 'remove', room: name, sid: seat.sid });
					server.rooms.drop(seat, 'removed');
					return 'removed' as const;
				});
				return removed ?? 'unknown';
			},
			receiveWebhook: async () => null,
		};
	};
}

type Life = NonNullable<LookUp['room']>;

const lifeOf = (room: Room | undefined): Life | null =>
	room === undefined ? null : { sid: room.sid, createdAt: room.createdAt, departureMs: room.departureMs };
