/**
 * Rooms as an operator sees them: those that are due first, a page of all of them, or some by their names. LiveKit is
 * asked who is in a room only where somebody looks at it: that is one request a room.
 *
 * @module
 */
import { conversationOfKey } from '../conversations/record.ts';
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { formatRoomName, parseRoomName, type RoomKey } from '../protocol/names.ts';
import { NAMES_AT_MOST, type RoomView } from '../protocol/operator.ts';
import { isOpen } from '../rooms/deadline.ts';
import type { Deadline } from '../store/port.ts';
import { type LoadedRecord, loadRecord, lookAtAll } from './inspect.ts';
import { viewOf } from './room-view.ts';

export interface RoomViews {
	/** False: LiveKit did not answer. */
	readonly livekit: boolean;
	/** There are more than were asked for. */
	readonly truncated: boolean;
	readonly rooms: readonly RoomView[];
}

type Listed = RoomView['listed'];

/**
 * Every room that is open by the store, or that LiveKit lists; `limit` of each at most, those that are due first.
 *
 * @param people who is there by LiveKit, too
 */
export async function viewRooms(
	deps: Deps,
	limit: number,
	{ people }: { readonly people: boolean },
): Promise<RoomViews> {
	const { due, onServer, isMoreDue } = await overviewOf(deps, limit);
	const shown = onServer?.slice(0, limit) ?? [];
	const { records, rooms } = await gather(deps, due, shown);
	const looks = people && onServer !== null ? await lookAtMany(deps, rooms) : null;
	return {
		livekit: onServer !== null,
		truncated: isMoreDue || (onServer?.length ?? 0) > limit,
		rooms: viewsOf(
			deps,
			rooms,
			records,
			deadlinesOf(due, null),
			looks === null ? listedIn(onServer) : (name) => looks.get(name),
		),
	};
}

/** A stage has fewer; of more the store would name those that are due first. */
const CONVERSATIONS_AT_MOST = 20_000;

export interface RoomPage extends RoomViews {
	readonly after?: string;
	readonly total: number;
}

/**
 * The rooms of `limit` conversations, in the order of their names: with two requests for all, and one for each record.
 *
 * @param after the conversation after which it begins; '': with the first
 */
export async function pageOfRooms(deps: Deps, after: string, limit: number): Promise<RoomPage> {
	const { due, onServer, isMoreDue } = await overviewOf(deps, CONVERSATIONS_AT_MOST);
	const all = [...new Set([...due, ...(onServer ?? [])].map(({ conversation }) => conversation))].sort();
	const left = all.filter((conversation) => conversation > after);
	const page = new Set(left.slice(0, limit));
	const isOnPage = ({ conversation }: Pick<RoomKey, 'conversation'>) => page.has(conversation);
	const { records, rooms, isAllRead } = await gather(deps, due.filter(isOnPage), onServer?.filter(isOnPage) ?? []);
	const last = left.length > limit ? left[limit - 1] : undefined;
	return {
		livekit: onServer !== null,
		truncated: isMoreDue || !isAllRead,
		rooms: viewsOf(deps, inOrder(rooms), records, deadlinesOf(due, null), listedIn(onServer)),
		total: all.length,
		...(last === undefined ? {} : { after: last }),
	};
}

/** Of these the deadline is known; a stage with more has rooms that are not looked at soon. */
const DUE_FIRST = 500;

/** Each of them that could be one of this stage: what is gone is said to be gone. */
export async function viewNamed(deps: Deps, names: readonly string[]): Promise<RoomViews> {
	const ours = names.map(parseRoomName).filter((room) => room !== null);
	const asked = distinct(ours.filter(({ stage }) => stage === deps.config.stage));
	const named = asked.slice(0, NAMES_AT_MOST);
	const [records, looks, deadlines] = await Promise.all([
		loadAll(deps, named),
		lookAtMany(deps, named),
		deps.store.deadlines(DUE_FIRST),
	]);
	const later = deadlines.length < DUE_FIRST ? null : undefined;
	const deadlineOf = deadlinesOf(dueIn(deps, deadlines), later);
	return {
		livekit: named.length === 0 || looks.size > 0,
		truncated: asked.length > named.length,
		rooms: viewsOf(deps, named, records, deadlineOf, (name) => looks.get(name)),
	};
}

interface Due extends Whose {
	readonly at: number;
}

/** A room of this stage that the server has. */
interface OnServer extends RoomKey {
	readonly listed: NonNullable<Listed>;
}

/** What is there, in two requests. */
async function overviewOf(deps: Deps, limit: number) {
	const [deadlines, all] = await Promise.all([deps.store.deadlines(limit + 1), deps.livekit.listRooms()]);
	const onServer = all?.flatMap(({ name, sid, createdAt }): OnServer[] => {
		const room = parseRoomName(name);
		return room?.stage === deps.config.stage ? [{ ...room, listed: { sid, createdAt } }] : [];
	});
	return {
		due: dueIn(deps, deadlines.slice(0, limit)),
		/** Null: LiveKit did not answer. */
		onServer: onServer ?? null,
		isMoreDue: deadlines.length > limit,
	};
}

const dueIn = ({ config }: Deps, deadlines: readonly Deadline[]): readonly Due[] =>
	deadlines.flatMap(({ key, at }) => {
		const whose = conversationOfKey(key);
		return whose?.stage === config.stage ? [{ ...whose, at }] : [];
	});

/** The rooms of those that are due, as far as they are open, and those that are on the server. */
async function gather(deps: Deps, due: readonly Due[], onServer: readonly RoomKey[]) {
	const all = [...due, ...onServer];
	const records = await loadAll(deps, all);
	const open = [...records.values()].flatMap(({ whose, facts }): RoomKey[] =>
		facts !== null && isOpen(facts.room, deps.now(), deps.policy) ? [{ ...whose, generation: facts.generation }] : [],
	);
	const rooms = distinct([...open, ...onServer]);
	return { records, rooms, isAllRead: all.every(({ conversation }) => records.has(conversation)) };
}

/** @param otherwise of those that are not among them */
const deadlinesOf = (due: readonly Due[], otherwise: null | undefined) => {
	const known = new Map(due.map(({ conversation, at }) => [conversation, at]));
	return ({ conversation }: RoomKey): number | null | undefined => known.get(conversation) ?? otherwise;
};

/** Without who is there. */
function listedIn(onServer: readonly OnServer[] | null): (name: string) => Listed {
	const listed = new Map(onServer?.map((room) => [formatRoomName(room), room.listed]));
	return (name) => (onServer === null ? undefined : (listed.get(name) ?? null));
}

const viewsOf = (
	deps: Deps,
	rooms: readonly RoomKey[],
	records: ReadonlyMap<string, LoadedRecord>,
	deadlineOf: (room: RoomKey) => number | null | undefined,
	listedBy: (name: string) => Listed,
): readonly RoomView[] =>
	rooms.map((room) => {
		const seen = { listed: listedBy(formatRoomName(room)), deadline: deadlineOf(room) };
		return viewOf(deps, room, records.get(room.conversation) ?? null, seen);
	});

const inOrder = (rooms: readonly RoomKey[]): readonly RoomKey[] => {
	const named = rooms.map((room) => ({ room, name: formatRoomName(room) }));
	return named.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ room }) => room);
};

const distinct = (rooms: readonly RoomKey[]): readonly RoomKey[] => [
	...new Map(rooms.map((room) => [formatRoomName(room), room])).values(),
];

const AT_ONCE = 25;
/** Of the rest it is said that LiveKit did not answer. */
const LOOKS_WITHIN_MS = 4_000;

async function loadAll(deps: Deps, all: readonly Whose[]): Promise<ReadonlyMap<string, LoadedRecord>> {
	const wanted = [...new Map(all.map(({ stage, conversation }) => [conversation, { stage, conversation }])).values()];
	const records = new Map<string, LoadedRecord>();
	for (let from = 0; from < wanted.length; from += AT_ONCE) {
		const some = await Promise.all(wanted.slice(from, from + AT_ONCE).map((whose) => loadRecord(deps, whose)));
		for (const record of some) if (record !== null) records.set(record.whose.conversation, record);
	}
	return records;
}

/** Those of which LiveKit has said something, by their names. */
async function lookAtMany(deps: Deps, rooms: readonly RoomKey[]): Promise<ReadonlyMap<string, Listed>> {
	const end = deps.now() + LOOKS_WITHIN_MS;
	const seen = new Map<string, Listed>();
	for (let from = 0; from < rooms.length && deps.now() < end; from += AT_ONCE) {
		const some = rooms.slice(from, from + AT_ONCE);
		for (const [i, look] of (await lookAtAll(deps, some)).entries()) {
			const room = some[i];
			if (room === undefined || look === null || look === 'unknown') continue;
			const { room: listed, people } = look.look;
			seen.set(formatRoomName(room), listed && { sid: listed.sid, createdAt: listed.createdAt, people: [...people] });
		}
	}
	return seen;
}
