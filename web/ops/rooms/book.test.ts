import { describe, expect, it } from 'vitest';
import { parseRoomName } from '../../../functions/protocol/names.ts';
import { AT, human, looked, roomName, roomsAnswer, roomView, stored } from '../testing.ts';
import { type Book, emptyBook, withLooks, withPage } from './book.ts';

const conversation = (n: number) => parseRoomName(roomName(n))?.conversation ?? '';
const numbers = ({ rooms }: Book) =>
	[...rooms.keys()].map((name) => Number(name.slice(25, 30)) - 10_000).sort((a, b) => a - b);
const views = (...all: readonly number[]) => all.map((n) => roomView(n));
const held = (book: Book, n: number) => book.rooms.get(roomName(n));

describe('a book of rooms', () => {
	it('is complete when the last page is in it', () => {
		const first = withPage(emptyBook, roomsAnswer(views(1, 2), { after: conversation(2), total: 3 }));
		expect(first).toMatchObject({ after: conversation(2), total: 3, isComplete: false });
		const all = withPage(first, roomsAnswer(views(3), { total: 3 }));
		expect(all).toMatchObject({ after: '', isComplete: true });
		expect(numbers(all)).toEqual([1, 2, 3]);
		expect(withPage(all, roomsAnswer(views(1), { after: conversation(1) })).isComplete).toBe(true);
	});

	it('loses what should be on a page and is not, and nothing else', () => {
		const all = withPage(emptyBook, roomsAnswer(views(1, 2, 3, 4)));
		const first = withPage(all, roomsAnswer(views(1), { after: conversation(2) }));
		expect(numbers(first)).toEqual([1, 3, 4]);
		expect(numbers(withPage(first, roomsAnswer(views(4))))).toEqual([1, 4]);
	});

	it('loses nothing by a page on which not all could be read', () => {
		const all = withPage(emptyBook, roomsAnswer(views(1, 2)));
		expect(numbers(withPage(all, roomsAnswer([], { truncated: true })))).toEqual([1, 2]);
	});

	it('keeps what only LiveKit knows while LiveKit is silent, and knows no more that it is listed', () => {
		const orphan = roomView(2, { stored: null, orphan: 'unknown' });
		const all = withPage(emptyBook, roomsAnswer([...views(1), orphan]));
		const silent = withPage(all, roomsAnswer([], { livekit: false }));
		expect(numbers(silent)).toEqual([2]);
		expect(held(silent, 2)?.view).toMatchObject({ stored: null, orphan: 'unknown' });
		expect(held(silent, 2)?.view).not.toHaveProperty('listed');
	});

	it('believes what is newer', () => {
		const fresh = withLooks(
			emptyBook,
			roomsAnswer([roomView(1, { stored: stored({ phase: 'closing' }) })], { at: AT + 2 }),
		);
		const older = withPage(fresh, roomsAnswer(views(1), { at: AT + 1 }));
		expect(held(older, 1)?.view.stored?.phase).toBe('closing');
		expect(numbers(withPage(fresh, roomsAnswer([], { at: AT + 1 })))).toEqual([1]);
		expect(numbers(withPage(fresh, roomsAnswer([], { at: AT + 3 })))).toEqual([]);
	});

	it('keeps who was there when a page does not say', () => {
		const seen = withLooks(emptyBook, roomsAnswer([roomView(1, { listed: looked(1, [human()]) })]));
		const later = withPage(seen, roomsAnswer(views(1), { at: AT + 1_000 }));
		expect(held(later, 1)).toMatchObject({ at: AT + 1_000, looked: { at: AT, sid: 'RM_1', people: [human()] } });
	});

	it('loses a room that neither side has; not one whose record could not be read, or of which LiveKit is silent', () => {
		const all = withPage(emptyBook, roomsAnswer(views(1, 2, 3)));
		const nothing = { stored: null, orphan: null };
		const { listed: _, ...silent } = roomView(3, nothing);
		const gone = [
			roomView(1, { ...nothing, listed: null }),
			roomView(2, { ...nothing, listed: null, unread: true }),
			silent,
		];
		expect(numbers(withLooks(all, roomsAnswer(gone, { at: AT + 1 })))).toEqual([2, 3]);
	});

	it('keeps a far deadline as long as it is ahead', () => {
		const page = withPage(emptyBook, roomsAnswer([roomView(1, { stored: stored({ deadline: AT + 10_000 }) })]));
		const { deadline: _, ...unsaid } = stored();
		const look = (at: number) => withLooks(page, roomsAnswer([roomView(1, { stored: unsaid })], { at }));
		expect(held(look(AT + 9_999), 1)?.view.stored?.deadline).toBe(AT + 10_000);
		expect(held(look(AT + 10_000), 1)?.view.stored).not.toHaveProperty('deadline');
	});
});
