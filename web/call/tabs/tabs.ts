/**
 * Of all tabs of a browser one has the call. A Web Lock says which: the browser frees it when its tab goes, however it
 * goes, and the copy of a tab does not have it. Over a channel the tab that wants the call asks the one that has it.
 *
 * @module
 */
import type { Clock } from '../outbox/delivery.ts';
import type { Saved } from '../session/session.ts';

/** As much of the browser's `LockManager` as is used here. */
export interface Locks {
	request(name: string, options: LockOptions, whileHeld: () => Promise<void>): Promise<void>;
	query(): Promise<LockManagerSnapshot>;
}

/** As much of a `BroadcastChannel`. */
export interface Channel {
	onmessage: ((event: MessageEvent<Word>) => void) | null;
	postMessage(word: Word): void;
	close(): void;
}

/** `leaving`: with what the tab that asked goes on from, as a page that was loaded again does. */
export type Word = { readonly type: 'ask' } | { readonly type: 'leaving'; readonly saved: Saved };

export interface TabsMeans {
	/** Not there on a page that was loaded neither over https nor from this machine: then there are no tabs. */
	readonly locks: Locks | undefined;
	readonly openChannel: (name: string) => Channel;
	readonly after: Clock['after'];
}

/** A call in this tab. */
export interface Stay {
	/** Aborted when the call is over for this tab. */
	readonly signal: AbortSignal;
	/** Resolves when the end of the call has reached the API, or cannot: before that nobody begins another one. */
	readonly finished: () => Promise<unknown>;
	/** What another tab goes on from. */
	readonly saved: () => Saved;
	/** Another tab has the call from now on. */
	readonly lost: () => void;
}

export interface Tabs {
	/** False where the browser has no locks: there each tab is on its own. */
	readonly exclusive: boolean;
	/** Begins a stay in this tab, unless another one has the call. */
	enter(stay: Stay): Promise<'entered' | 'busy'>;
	/** Begins a stay in this tab and ends that of another one, which says what it leaves; `null`: it said nothing. */
	take(stay: Stay): Promise<Saved | null>;
	isBusy(): Promise<boolean>;
	/** Resolves when no tab has the call any more. */
	free(signal: AbortSignal): Promise<void>;
}

/** The same for every release, because tabs of two releases must not both be in the call. */
const LOCK = 'greenroom.call';

/** The number is the version of the words: a tab of another version does not understand them, and loses the lock. */
const CHANNEL = 'greenroom.1.call';

/** Milliseconds: a page that is loaded again waits for itself to go. */
const GOING = 500;

/** Milliseconds that a tab has for leaving. */
const LEAVING = 1_000;

/** Milliseconds between the lock of a tab that has left and its word: they come by different ways. */
const WORD = 200;

/** Milliseconds after which a lock that is free was not left by a page that is loaded again. */
const RETURNING = 1_500;

type Release = () => void;

export function makeTabs({ locks, openChannel, after }: TabsMeans): Tabs {
	if (locks === undefined) {
		return {
			exclusive: false,
			enter: async () => 'entered',
			take: async () => null,
			isBusy: async () => false,
			free: () => new Promise(() => {}),
		};
	}

	/** @returns null when it was called off before it had the lock */
	function request(options: LockOptions, stolen = () => {}): Promise<Release | null> {
		return new Promise((resolve) => {
			let held = false;
			const whileHeld = () =>
				new Promise<void>((release) => {
					held = true;
					resolve(release);
				});
			locks?.request(LOCK, options, whileHeld).catch(() => {
				resolve(null);
				if (held) stolen();
			});
		});
	}

	/** Waits its turn for as long as that. */
	function requestFor(patience: number, { signal, lost }: Stay): Promise<Release | null> {
		const waiting = new AbortController();
		after(patience, () => waiting.abort());
		return request({ signal: AbortSignal.any([signal, waiting.signal]) }, lost);
	}

	/** Waits its turn until another tab has the lock that is not just going. A browser that is slow to answer is no tab. */
	function requestUnlessBusy({ signal, lost }: Stay): Promise<Release | null> {
		const waiting = new AbortController();
		const called = AbortSignal.any([signal, waiting.signal]);
		let answered = false;
		const answer = request({ signal: called }, lost);
		const lookAgain = () =>
			after(GOING, async () => {
				if (answered) return;
				if (await isBusy()) waiting.abort();
				else lookAgain();
			});
		lookAgain();
		void answer.then(() => {
			answered = true;
		});
		return answer;
	}

	function begin(release: Release, { signal, finished, saved, lost }: Stay): void {
		const channel = openChannel(CHANNEL);
		const end = () => {
			channel.close();
			void finished().then(release);
		};
		if (signal.aborted) end();
		signal.addEventListener('abort', end);
		channel.onmessage = ({ data }) => {
			if (data.type !== 'ask') return;
			channel.postMessage({ type: 'leaving', saved: saved() });
			lost();
		};
	}

	const isBusy = async () => (await locks.query()).held?.some(({ name }) => name === LOCK) ?? false;

	return {
		exclusive: true,
		isBusy,
		enter: async (stay) => {
			const release = await requestUnlessBusy(stay);
			if (release === null) return 'busy';
			begin(release, stay);
			return 'entered';
		},
		take: async (stay) => {
			const channel = openChannel(CHANNEL);
			const word = new Promise<Saved>((resolve) => {
				channel.onmessage = ({ data }) => {
					if (data.type === 'leaving') resolve(data.saved);
				};
			});
			channel.postMessage({ type: 'ask' });
			const given = await requestFor(LEAVING, stay);
			const release = given ?? (stay.signal.aborted ? null : await request({ steal: true }, stay.lost));
			const late = new Promise<null>((resolve) => after(given === null ? 0 : WORD, () => resolve(null)));
			const saved = await Promise.race([word, late]);
			channel.close();
			if (release !== null) begin(release, stay);
			return saved;
		},
		free: async (signal) => {
			do {
				// Shared, because several tabs may wait, and let go at once.
				(await request({ mode: 'shared', signal }))?.();
				await new Promise<void>((resolve) => after(RETURNING, resolve));
			} while (!signal.aborted && (await isBusy()));
		},
	};
}
