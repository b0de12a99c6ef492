/**
 * All rooms, kept fresh: page by page, and those that are seen with who is in them.
 *
 * @module
 */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { OperatorApi } from '../api/operator-api.ts';
import { createFeed, type Feed } from '../poll/create-feed.ts';
import type { Surroundings } from '../poll/poll.ts';
import { type Book, emptyBook, withLooks, withPage } from './book.ts';

export interface Rooms {
	readonly book: Accessor<Book>;
	/** Those that are drawn: they are looked at. */
	readonly setSeen: (names: readonly string[]) => void;
	/** Looks at all that is seen, now. */
	readonly hurry: () => void;
	readonly failing: Feed<object>['failing'];
	readonly answeredAt: Feed<object>['answeredAt'];
	/** Null: not known yet. */
	readonly livekit: Accessor<boolean | null>;
}

export interface RoomsOptions {
	readonly api: Pick<OperatorApi, 'page' | 'look'>;
	readonly surroundings: Surroundings;
	/** An answer that was so at this time, by the API's clock. */
	readonly onTime: (at: number) => void;
}

/** A stage of 5 000 rooms is gone through in 40 s. */
const PAGE_EVERY_MS = 4_000;
/** One request to LiveKit for each room that is seen. */
const LOOK_EVERY_MS = 5_000;
/** Whoever scrolls past them does not look at them. */
const SETTLED_MS = 150;
/** `NAMES_AT_MOST` of the API, whose module brings a schema library. */
const LOOK_AT_MOST = 50;

export function createRooms({ api, surroundings, onTime }: RoomsOptions): Rooms {
	const [book, setBook] = createSignal<Book>(emptyBook);
	const [seen, setSeen] = createSignal<readonly string[]>([], { equals: isSame });

	const pages = createFeed({
		everyMs: PAGE_EVERY_MS,
		surroundings,
		ask: () => api.page(book().after),
		heard(page) {
			onTime(page.at);
			// The first time through, one page follows the other.
			return !setBook((before) => withPage(before, page)).isComplete;
		},
	});
	const looks = createFeed({
		everyMs: LOOK_EVERY_MS,
		surroundings,
		ask: async () => {
			const names = seen().slice(0, LOOK_AT_MOST);
			if (names.length > 0) return api.look(names);
			const nothing = { at: 0, livekit: true, truncated: false, rooms: [] };
			return { outcome: 'answered', value: nothing };
		},
		heard(answer) {
			if (answer.rooms.length === 0) return false;
			onTime(answer.at);
			setBook((before) => withLooks(before, answer));
			return false;
		},
	});

	let callOff = () => {};
	createEffect(
		on(seen, () => {
			callOff();
			callOff = surroundings.later(SETTLED_MS, looks.hurry);
		}),
	);
	onCleanup(() => callOff());

	return {
		book,
		setSeen,
		hurry() {
			pages.hurry();
			looks.hurry();
		},
		failing: createMemo(() => pages.failing() ?? looks.failing()),
		answeredAt: pages.answeredAt,
		livekit: createMemo(() => pages.value()?.livekit ?? null),
	};
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
	a.length === b.length && a.every((name, i) => name === b[i]);
