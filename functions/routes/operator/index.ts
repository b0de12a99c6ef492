/**
 * The operator's doors: what is there, what was counted, and what can be done about it.
 *
 * @module
 */
import { type Context, Hono } from 'hono';
import { recordKey } from '../../conversations/record.ts';
import type { Deps } from '../../deps.ts';
import { transact } from '../../effects/transact.ts';
import { collect } from '../../operations/gc.ts';
import { collectDry } from '../../operations/gc-dry.ts';
import { settleRoom } from '../../operations/listing.ts';
import { pageOfRooms, viewNamed, viewRooms } from '../../operations/room-views.ts';
import { Problem } from '../../problem.ts';
import { parseRoomName, type RoomKey } from '../../protocol/names.ts';
import type { AgentsResponse, CloseResponse, RoomsResponse, TapeResponse } from '../../protocol/operator.ts';
import { agentsOf, statsOf } from './figures.ts';
import { operator } from './gate.ts';

const ROOMS = 100;
const ROOMS_AT_MOST = 500;

const limitOf = (c: Context, otherwise: number): number => {
	const asked = Number(c.req.query('limit'));
	return Math.min(ROOMS_AT_MOST, Number.isInteger(asked) && asked > 0 ? asked : otherwise);
};

export const operatorRoutes = (deps: Deps) => {
	const guarded =
		<T extends object>(answer: (c: Context) => Promise<T>) =>
		async (c: Context) => {
			await operator(c, deps);
			return c.json(await answer(c));
		};
	const stageRoom = (c: Context): RoomKey => {
		const room = parseRoomName(c.req.param('name') ?? '');
		if (room === null || room.stage !== deps.config.stage) throw new Problem('not_found', 'No room of this stage.');
		return room;
	};
	const roomsOf = (c: Context) => {
		const { names, after } = c.req.query();
		const limit = limitOf(c, ROOMS);
		if (names !== undefined) return viewNamed(deps, names.split(','));
		return after === undefined ? viewRooms(deps, limit, { people: true }) : pageOfRooms(deps, after, limit);
	};
	return new Hono()
		.get(
			'/api/livekit/rooms',
			guarded(async (c): Promise<RoomsResponse> => {
				const { rooms, ...looked } = await roomsOf(c);
				return { at: deps.now(), ...looked, rooms: [...rooms] };
			}),
		)
		.get(
			'/api/livekit/agents',
			guarded(async (c): Promise<AgentsResponse> => {
				const views = await viewRooms(deps, limitOf(c, ROOMS_AT_MOST), { people: false });
				return agentsOf(deps, views);
			}),
		)
		.get(
			'/api/livekit/stats',
			guarded(async () => statsOf(deps)),
		)
		.get(
			'/api/livekit/rooms/:name/tape',
			guarded(async (c): Promise<TapeResponse> => {
				const room = stageRoom(c);
				const notes = await deps.store.notes(recordKey(room.stage, room.conversation));
				const { graceSeconds, lifecycle, dispatch, maxCallSeconds } = deps.config;
				return {
					room: c.req.param('name') ?? '',
					policy: { graceSeconds, lifecycle, dispatch, maxCallSeconds },
					entries: notes.map((note): unknown => JSON.parse(note)),
				};
			}),
		)
		.post(
			'/api/livekit/rooms/:name/close',
			guarded(async (c): Promise<CloseResponse> => {
				const room = stageRoom(c);
				const command = { kind: 'close', generation: room.generation, reason: 'closed_by_operator' } as const;
				const { answer } = await transact(deps, room, command);
				c.set('outcome', answer);
				if (answer === 'not_found') throw new Problem('not_found', 'No such room was ever open.');
				// LiveKit re-creates a closed room for whoever still has a token.
				if (answer === 'already_closed') await settleRoom(deps, room);
				return { outcome: answer };
			}),
		)
		.post(
			'/api/livekit/gc',
			guarded(async (c) => {
				const after = c.req.query('after') ?? null;
				return c.req.query('dry') === '1' ? collectDry(deps, after) : collect(deps, after);
			}),
		);
};
