/**
 * The network of a page, which can be cut: for development and tests. To be taken before the page's first script, which
 * then finds no other `fetch`, `WebSocket` and `RTCPeerConnection` than these.
 *
 * What a cut looks like from inside is what Chromium shows when a computer loses its network: `navigator.onLine` is
 * false, open WebSockets close with 1006, requests fail with a TypeError, peer connections are `disconnected`, later
 * `failed`. From outside nothing of the page is there any more: its peer connections answer no checks, and LiveKit misses
 * them after as long as it does without a network. Unlike those they are gone for good, since no script can silence one and
 * then let it speak again: even after a short cut livekit-client makes new ones.
 *
 * @module
 */

export interface Network {
	/** Cuts it, until it is restored. */
	cut(): void;
	restore(): void;
}

type Page = Window & typeof globalThis;

/** What a request that finds no network fails with. */
const noNetwork = () => new TypeError('Failed to fetch');

/** A port that browsers refuse to connect to: a WebSocket there fails at once, the way it does without a network. */
const NOWHERE = 'ws://127.0.0.1:1';

/** Chromium gives a peer connection up about as long after it has heard the last of it. */
const FAILED_AFTER_MS = 15_000;

export function takeNetwork(page: Page): Network {
	let isCut = false;
	let requests = new AbortController();
	const severs = new Set<() => void>();
	const fails = new Set<() => void>();
	let failing: ReturnType<typeof setTimeout> | undefined;

	const plainFetch = page.fetch.bind(page);
	page.fetch = async (input, init) => {
		if (isCut) throw noNetwork();
		const given = init?.signal ?? (input instanceof Request ? input.signal : null);
		const signals = [requests.signal, ...(given === null ? [] : [given])];
		return plainFetch(input, { ...init, signal: AbortSignal.any(signals) });
	};

	const plainBeacon = page.navigator.sendBeacon.bind(page.navigator);
	// Nobody ever learns of a beacon whether it has arrived.
	page.navigator.sendBeacon = (url, data) => isCut || plainBeacon(url, data);

	page.WebSocket = class extends page.WebSocket {
		#isSevered = false;
		constructor(url: string | URL, protocols?: string | string[]) {
			super(isCut ? NOWHERE : url, protocols);
			const sever = () => this.#sever();
			severs.add(sever);
			for (const type of ['open', 'message', 'error', 'close'])
				this.addEventListener(type, (event) => {
					if (type === 'close') severs.delete(sever);
					if (this.#isSevered && event.isTrusted) event.stopImmediatePropagation();
				});
		}
		override get readyState(): number {
			return this.#isSevered ? this.CLOSED : super.readyState;
		}
		#sever(): void {
			this.#isSevered = true;
			this.close();
			this.dispatchEvent(new Event('error'));
			this.dispatchEvent(new CloseEvent('close', { code: 1006, wasClean: false }));
		}
	};

	page.RTCPeerConnection = class extends page.RTCPeerConnection {
		#severed: 'disconnected' | 'failed' | null = null;
		constructor(configuration?: RTCConfiguration) {
			super(configuration);
			severs.add(this.#sever);
			this.addEventListener('datachannel', ({ channel }) => this.#keepOpen(channel));
		}
		override get connectionState(): RTCPeerConnectionState {
			return this.#severed ?? super.connectionState;
		}
		override get iceConnectionState(): RTCIceConnectionState {
			return this.#severed ?? super.iceConnectionState;
		}
		override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
			return this.#keepOpen(super.createDataChannel(label, options));
		}
		override close(): void {
			this.#severed = null;
			severs.delete(this.#sever);
			fails.delete(this.#fail);
			super.close();
		}
		/** Without a network no channel closes; it waits. */
		#keepOpen(channel: RTCDataChannel): RTCDataChannel {
			for (const type of ['closing', 'close', 'error'])
				channel.addEventListener(type, (event) => {
					if (this.#severed !== null && event.isTrusted) event.stopImmediatePropagation();
				});
			return channel;
		}
		readonly #sever = (): void => {
			super.close();
			fails.add(this.#fail);
			this.#become('disconnected');
		};
		readonly #fail = (): void => this.#become('failed');
		#become(state: 'disconnected' | 'failed'): void {
			this.#severed = state;
			this.dispatchEvent(new Event('iceconnectionstatechange'));
			this.dispatchEvent(new Event('connectionstatechange'));
		}
	};

	Object.defineProperty(page.navigator, 'onLine', { configurable: true, get: () => !isCut });

	function failAll(): void {
		clearTimeout(failing);
		drain(fails);
	}
	return {
		cut() {
			if (isCut) return;
			isCut = true;
			requests.abort(noNetwork());
			drain(severs);
			failing = setTimeout(failAll, FAILED_AFTER_MS);
			page.dispatchEvent(new Event('offline'));
		},
		restore() {
			if (!isCut) return;
			isCut = false;
			requests = new AbortController();
			failAll();
			page.dispatchEvent(new Event('online'));
		},
	};
}

function drain(waiting: Set<() => void>): void {
	const all = [...waiting];
	waiting.clear();
	for (const one of all) one();
}
