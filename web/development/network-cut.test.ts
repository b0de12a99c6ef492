import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Network, takeNetwork } from './network-cut.ts';

/** An event as the browser itself makes it. */
function native<E extends Event>(event: E): E {
	Object.defineProperty(event, 'isTrusted', { value: true });
	return event;
}

class PlainSocket extends EventTarget {
	static readonly made: PlainSocket[] = [];
	readonly url: string;
	readonly CLOSED = 3;
	closed = 0;
	constructor(url: string) {
		super();
		this.url = url;
		PlainSocket.made.push(this);
	}
	get readyState(): number {
		return 1;
	}
	close(): void {
		this.closed += 1;
	}
}

class PlainConnection extends EventTarget {
	closed = 0;
	readonly channel = new EventTarget();
	get connectionState(): string {
		return this.closed > 0 ? 'closed' : 'connected';
	}
	get iceConnectionState(): string {
		return this.connectionState;
	}
	createDataChannel(): EventTarget {
		return this.channel;
	}
	close(): void {
		this.closed += 1;
	}
}

let network: Network;
let online: boolean[];
beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('WebSocket', PlainSocket);
	vi.stubGlobal('RTCPeerConnection', PlainConnection);
	vi.stubGlobal('fetch', (_: unknown, init: RequestInit) => {
		return new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
	});
	navigator.sendBeacon = () => true;
	network = takeNetwork(window);
	online = [];
	const note = () => online.push(navigator.onLine);
	for (const type of ['online', 'offline']) addEventListener(type, note);
	onTestFinished(() => {
		for (const type of ['online', 'offline']) removeEventListener(type, note);
		vi.unstubAllGlobals();
		vi.useRealTimers();
	});
});

it('is there, then away, then there, and the page is told', () => {
	network.restore();
	network.cut();
	network.cut();
	network.restore();
	expect(online).toEqual([false, true]);
});

describe('a request', () => {
	it('that is under way fails, and so does a new one', async () => {
		const underWay = fetch('/api');
		network.cut();
		await expect(underWay).rejects.toThrow(TypeError);
		await expect(fetch('/api')).rejects.toThrow('Failed to fetch');
	});

	it('is sent again when the network is back, and can be given up as ever', async () => {
		network.cut();
		network.restore();
		const mine = new AbortController();
		const request = fetch('/api', { signal: mine.signal });
		mine.abort(new Error('given up'));
		await expect(request).rejects.toThrow('given up');
	});
});

describe('a WebSocket', () => {
	function open() {
		const socket = new WebSocket('ws://livekit');
		const seen: string[] = [];
		for (const type of ['message', 'error', 'close'])
			socket.addEventListener(type, (event) => seen.push(`${type} ${event instanceof CloseEvent ? event.code : ''}`));
		return { socket, seen };
	}

	it('breaks off, and nothing more comes from it', () => {
		const { socket, seen } = open();
		network.cut();
		expect(seen).toEqual(['error ', 'close 1006']);
		expect(socket.readyState).toBe(3);
		socket.dispatchEvent(native(new MessageEvent('message')));
		socket.dispatchEvent(native(new CloseEvent('close', { code: 1000 })));
		expect(seen).toHaveLength(2);
		expect(PlainSocket.made.at(-1)?.closed).toBe(1);
	});

	it('that has closed before is left alone', () => {
		const { socket, seen } = open();
		socket.dispatchEvent(native(new CloseEvent('close', { code: 1000 })));
		network.cut();
		expect(seen).toEqual(['close 1000']);
	});

	it('gets nowhere while the network is away', () => {
		network.cut();
		open();
		expect(PlainSocket.made.at(-1)?.url).toBe('ws://127.0.0.1:1');
		network.restore();
		open();
		expect(PlainSocket.made.at(-1)?.url).toBe('ws://livekit');
	});
});

describe('a peer connection', () => {
	function connected() {
		const connection = new RTCPeerConnection();
		const states: string[] = [];
		connection.addEventListener('connectionstatechange', () => states.push(connection.connectionState));
		return { connection, states };
	}

	it('is disconnected, and failed when it was so for long', () => {
		const { states, connection } = connected();
		network.cut();
		expect(states).toEqual(['disconnected']);
		vi.advanceTimersByTime(15_000);
		expect(states).toEqual(['disconnected', 'failed']);
		expect(connection.iceConnectionState).toBe('failed');
		network.restore();
		expect(states).toHaveLength(2);
	});

	it('has failed for good when the network is back: it answers nobody any more', () => {
		const { states } = connected();
		network.cut();
		network.restore();
		expect(states).toEqual(['disconnected', 'failed']);
		vi.advanceTimersByTime(60_000);
		expect(states).toHaveLength(2);
	});

	it('that the page has closed is closed', () => {
		const { connection, states } = connected();
		network.cut();
		connection.close();
		expect(connection.connectionState).toBe('closed');
		network.restore();
		expect(states).toEqual(['disconnected']);
	});

	it('keeps its channels open to look at, as one without a network does', () => {
		const { connection } = connected();
		const channel = connection.createDataChannel('reliable');
		const seen: string[] = [];
		channel.addEventListener('close', () => seen.push('close'));
		network.cut();
		channel.dispatchEvent(native(new Event('close')));
		expect(seen).toEqual([]);
		connection.close();
		channel.dispatchEvent(native(new Event('close')));
		expect(seen).toEqual(['close']);
	});
});
