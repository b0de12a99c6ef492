/**
 * All rooms that the page knows, from pages of many and looks at some. Pure.
 *
 * @module
 */
import { parseRoomName } from '../../../functions/protocol/names.ts';
import type { PersonView, RoomsResponse, RoomView } from '../../../functions/protocol/operator.ts';

export interface HeldRoom {
	readonly view: RoomView;
	/** When that was so, by the API's clock. */
	readonly at: number;
	/** Who was there by LiveKit when it was last asked; null: it was not. */
	readonly looked: { readonly at: number; readonly sid: string; readonly people: readonly PersonView[] } | null;
}

export interface Book {
	readonly rooms: ReadonlyMap<string, HeldRoom>;
	/** Where the next page begins; '': with the first room. */
	readonly after: string;
	/** Conversations with a room, by the last page; null: there was none yet. */
	readonly total: number | null;
	/** Every room was on a page once. */
	readonly isComplete: boolean;
}

export const emptyBook: Book = { rooms: new Map(), after: '', total: null, isComplete: false };

const conversationOf = (name: string): string => parseRoomName(name)?.conversation ?? '';

/** A page that was asked for with the book's own `after`: what is not on it, and should be, is gone. */
export function withPage(book: Book, page: RoomsResponse): Book {
	const from = book.after;
	const to = page.after;
	const isOnPage = (name: string) => {
		const conversation = conversationOf(name);
		return conversation > from && (to === undefined || conversation <= to);
	};
	const rooms = new Map(book.rooms);
	const named = new Set(page.rooms.map(({ name }) => name));
	for (const [name, held] of book.rooms) {
		if (named.has(name) || !isOnPage(name) || held.at > page.at || page.truncated) continue;
		// Only LiveKit knew it, and now it is silent: that tells nothing.
		if (!page.livekit && held.view.stored === null) rooms.set(name, { ...held, view: withoutLiveKit(held.view) });
		else rooms.delete(name);
	}
	for (const view of page.rooms) hold(rooms, view, page.at);
	return {
		rooms,
		after: to ?? '',
		total: page.total ?? page.rooms.length,
		isComplete: book.isComplete || to === undefined,
	};
}

/** Rooms that were looked at by their names. */
export function withLooks(book: Book, looks: RoomsResponse): Book {
	const rooms = new Map(book.rooms);
	for (const view of looks.rooms)
		if (isGone(view)) rooms.delete(view.name);
		else hold(rooms, view, looks.at);
	return { ...book, rooms };
}

/** Neither side has it, and both were heard. */
const isGone = ({ stored, listed, unread }: RoomView): boolean =>
	stored === null && listed === null && unread === undefined;

function withoutLiveKit({ listed: _, ...view }: RoomView): RoomView {
	return view;
}

function hold(rooms: Map<string, HeldRoom>, view: RoomView, at: number): void {
	const before = rooms.get(view.name);
	if (before !== undefined && before.at > at) return;
	const { listed } = view;
	const people = listed?.people;
	const looked = listed && people ? { at, sid: listed.sid, people } : (before?.looked ?? null);
	rooms.set(view.name, { view: withDeadline(view, before?.view, at), at, looked });
}

/** A deadline that is far away is not told of with each look: the last one that was is good as long as it is ahead. */
function withDeadline(view: RoomView, before: RoomView | undefined, at: number): RoomView {
	const known = before?.stored?.deadline;
	if (view.stored === null || view.stored.deadline !== undefined || known == null || known <= at) return view;
	return { ...view, stored: { ...view.stored, deadline: known } };
}
