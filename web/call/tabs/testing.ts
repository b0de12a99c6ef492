/**
 * Tabs of one browser, with locks and a channel that behave as the browser's do.
 *
 * @module
 */
import { vi } from 'vitest';
import { browserClock } from '../outbox/browser-clock.ts';
import type { Saved } from '../session/session.ts';
import { type Channel, type Locks, makeTabs, type Stay, type Word } from './tabs.ts';

interface Request {
	readonly mode: LockMode;
	readonly steals: boolean;
	readonly grant: () => void;
	readonly break: () => void;
}

const aborted = () => new DOMException('', 'AbortError');

/** One lock is all that anybody asks for. */
class FakeLock {
	readonly #held = new Set<Request>();
	#queue: Request[] = [];

	readonly request: Locks['request'] = (_, { mode = 'exclusive', steal = false, signal }, whileHeld) =>
		new Promise((resolve, reject) => {
			const request: Request = {
				mode,
				steals: steal,
				grant: () => {
					this.#held.add(request);
					// The browser tells the page a moment later.
					queueMicrotask(() => whileHeld().then(() => this.leave(request, resolve)));
				},
				break: () => reject(aborted()),
			};
			signal?.addEventListener('abort', () => {
				if (!this.#queue.includes(request)) return;
				this.#queue = this.#queue.filter((other) => other !== request);
				reject(aborted());
				this.#next();
			});
			if (signal?.aborted === true) reject(aborted());
			else this.#come(request);
		});

	readonly query: Locks['query'] = async () => ({ held: [...this.#held].map(() => ({ name: 'greenroom.call' })) });

	get holders(): number {
		return this.#held.size;
	}

	leave(request: Request, left = () => {}): void {
		this.#held.delete(request);
		left();
		this.#next();
	}

	/** What the browser does when a tab goes or crashes: nobody there is told. */
	free(): void {
		this.#held.clear();
		this.#next();
	}

	#come(request: Request): void {
		if (request.steals) {
			for (const held of this.#held) held.break();
			this.#held.clear();
			request.grant();
		} else {
			this.#queue.push(request);
			this.#next();
		}
	}

	#next(): void {
		const [first] = this.#queue;
		if (first === undefined) return;
		const isFree =
			this.#held.size === 0 || (first.mode === 'shared' && [...this.#held].every(({ mode }) => mode === 'shared'));
		if (!isFree) return;
		this.#queue.shift();
		first.grant();
		this.#next();
	}
}

/** What is posted reaches everybody else who has it open, later. */
class FakeChannels {
	readonly #open = new Set<Channel>();
	deaf = false;

	readonly openChannel = (): Channel => {
		const channel: Channel = {
			onmessage: null,
			postMessage: (data: Word) => {
				const others = [...this.#open].filter((other) => other !== channel);
				setTimeout(() => {
					for (const other of others) {
						if (this.#open.has(other) && !this.deaf) other.onmessage?.(new MessageEvent('message', { data }));
					}
				}, 1);
			},
			close: () => this.#open.delete(channel),
		};
		this.#open.add(channel);
		return channel;
	};

	get count(): number {
		return this.#open.size;
	}
}

export const savedIn = (room: string): Saved => ({
	call: { room, muted: true },
	turns: [],
	captions: [],
	messages: [],
});

interface TabOptions {
	readonly finished?: () => Promise<unknown>;
	readonly answersAfter?: number;
}

/** A browser in fake time. */
export function openBrowser() {
	const lock = new FakeLock();
	const channels = new FakeChannels();
	/** @param answersAfter milliseconds that the browser takes to look at a request */
	function openTab(room: string, { finished = async () => {}, answersAfter = 0 }: TabOptions = {}) {
		const request: Locks['request'] = async (...wanted) => {
			if (answersAfter > 0) await new Promise((resolve) => setTimeout(resolve, answersAfter));
			return lock.request(...wanted);
		};
		const tabs = makeTabs({
			locks: { request, query: lock.query },
			openChannel: channels.openChannel,
			after: browserClock.after,
		});
		const over = new AbortController();
		const lost = vi.fn(() => over.abort());
		const stay: Stay = { signal: over.signal, finished, saved: () => savedIn(room), lost };
		return { tabs, stay, lost, end: () => over.abort() };
	}
	return { lock, channels, openTab };
}
