/**
 * A caller without a browser: the page's own way of keeping a call, asking for an agent and delivering what was typed,
 * on a room of rtc-node. Costs a hundredth of a page.
 *
 * @module
 */
import { HEARS_TOPIC, type Hears, LIVEKIT, MESSAGE_ID_ATTRIBUTE } from '../../functions/protocol/call.ts';
import type { Turn } from '../../functions/protocol/conversation.ts';
import { newTrace } from '../../functions/protocol/trace.ts';
import { makeDispatch } from '../../web/call/dispatch/dispatch.ts';
import { keepCall } from '../../web/call/live/keep.ts';
import type { Report } from '../../web/call/live/report.ts';
import { hold, pause } from '../../web/call/live/retry.ts';
import { type Clock, makeDelivery } from '../../web/call/outbox/delivery.ts';
import { newMessage } from '../../web/call/outbox/new-message.ts';
import type { Message } from '../../web/call/outbox/outbox.ts';
import { ABSENT, agentSid, type Presence, presenceAfter } from '../../web/call/presence/presence.ts';
import { eventually } from '../eventually.ts';
import { type Line, makeLine } from './line.ts';
import type { Witnessed } from './record.ts';
import { newVisitor, type Visitor } from './visitor.ts';

export interface Caller extends Witnessed {
	readonly trace: string;
	readonly visitor: Visitor;
	/** Every room that it was let into, the latest last. */
	readonly rooms: readonly string[];
	/** The room of its call; null: it has ended, or is left to end. */
	room(): string | null;
	/** Calls, or comes back to the call that goes on. Resolves when an agent is ready for it. */
	call(): Promise<void>;
	/** Types, and waits for the acknowledgement. */
	says(text: string): Promise<Turn>;
	/** Waits until the agent has said it: so often in all. */
	hears(text: string, times?: number): Promise<void>;
	/** Waits until an agent is ready. */
	isServed(): Promise<void>;
	/** A reload of the page: joins again without having left. */
	refresh(): Promise<void>;
	/** The tab is closed, and the server is told. */
	leave(): Promise<void>;
	/** Nothing more is heard of this page: what it has open stays open. */
	forsake(): void;
	/** From now on nobody is expected to come back. */
	staysAway(): void;
	hangUp(): Promise<void>;
}

/** LiveKit notices after 20 to 22 s that a process was killed, and others work on this machine. */
const PATIENCE_MS = 90_000;

const clock: Clock = {
	now: () => Date.now(),
	after: (delay, callback) => {
		const timer = setTimeout(callback, delay);
		return () => clearTimeout(timer);
	},
};

export async function makeCaller(url: string): Promise<Caller> {
	const trace = newTrace((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
	const visitor = await newVisitor(url, trace);
	const rooms: string[] = [];
	const acknowledged = new Map<string, Turn>();
	const shown = new Map<string, { readonly turn: Turn; readonly by: string }>();
	let pending: readonly Message[] = [];
	let lastTurn: string | null = null;
	let isOver = true;
	let page: Page | null = null;

	function onTurn(turn: Turn, by: string): void {
		lastTurn = turn.id;
		if (turn.role === 'agent') {
			shown.set(turn.id, { turn, by });
		} else if (!acknowledged.has(turn.id)) {
			acknowledged.set(turn.id, turn);
			pending = pending.filter(({ id }) => id !== turn.id);
			page?.wake();
		}
	}
	function openPage(): void {
		const resumed = isOver ? null : (rooms.at(-1) ?? null);
		isOver = false;
		page = startPage({
			visitor,
			resumed,
			pending: () => pending,
			hears: () => ({ turn: lastTurn, shown: 0 }),
			onTurn,
			onRoom: (room) => void (rooms.at(-1) === room || rooms.push(room)),
		});
	}
	const isServed = async () => {
		await eventually(
			'an agent that is ready',
			async () => page?.state(),
			(state) => state === 'served',
			PATIENCE_MS,
		);
	};

	return {
		trace,
		visitor,
		rooms,
		acknowledged,
		shown,
		room: () => (isOver ? null : (rooms.at(-1) ?? null)),
		isServed,
		async call() {
			openPage();
			await isServed();
		},
		async says(text) {
			const message = newMessage(text, Date.now(), crypto);
			pending = [...pending, message];
			page?.wake();
			const look = async () => acknowledged.get(message.id);
			const turn = await eventually(`an acknowledgement of "${text}"`, look, Boolean, PATIENCE_MS);
			if (turn === undefined) throw new Error('it was awaited');
			return turn;
		},
		async hears(text, times = 1) {
			const said = async () => [...shown.values()].filter(({ turn }) => turn.text.includes(text)).length;
			await eventually(`"${text}" of the agent`, said, (count) => count >= times, PATIENCE_MS);
		},
		async refresh() {
			page?.forsake();
			openPage();
			await isServed();
		},
		async leave() {
			await page?.leave();
			page = null;
		},
		forsake() {
			page?.forsake();
			page = null;
		},
		staysAway() {
			isOver = true;
		},
		async hangUp() {
			const room = rooms.at(-1);
			isOver = true;
			page?.forsake();
			if (room !== undefined) await visitor.hangUp(room);
			await page?.leave();
			page = null;
		},
	};
}

interface Page {
	/** `served`: an agent is ready. `over`: it has been told that the call has ended, or that it goes on elsewhere. */
	state(): 'joining' | 'alone' | 'served' | 'over';
	wake(): void;
	forsake(): void;
	leave(): Promise<void>;
}

interface PageOptions {
	readonly visitor: Visitor;
	/** The room that it returns to; null: the person has just pressed Start. */
	readonly resumed: string | null;
	readonly pending: () => readonly Message[];
	readonly hears: () => Hears;
	readonly onTurn: (turn: Turn, by: string) => void;
	readonly onRoom: (room: string) => void;
}

function startPage({ visitor, resumed, pending, hears, onTurn, onRoom }: PageOptions): Page {
	const over = new AbortController();
	const { signal } = over;
	let line: Line | null = null;
	let presence: Presence = ABSENT;
	let told: string | null = null;
	let end: Report['type'] | null = null;

	const delivery = makeDelivery({
		pending,
		send: async ({ id, text }) => line?.send(LIVEKIT.topic.chat, text, { [MESSAGE_ID_ATTRIBUTE]: id }),
		clock,
	});
	const dispatch = makeDispatch({ clock, ask: visitor.askForAgent, random: Math.random, changed() {} });

	function look(): void {
		if (line === null || signal.aborted) return;
		const connected = line.isConnected();
		presence = presenceAfter(presence, { connected, agents: line.agents() }, clock.now());
		const sid = agentSid(presence);
		const isReady = sid !== null && presence.agent !== 'initializing';
		dispatch.look({ connected, agent: sid !== null });
		delivery.readerChanged(connected && sid !== null ? `${sid} ${isReady}` : null);
		if (!connected) told = null;
		if (!connected || !isReady || told === sid) return;
		told = sid;
		line.send(HEARS_TOPIC, JSON.stringify(hears())).catch(() => {
			told = null;
		});
	}
	function stop(): void {
		over.abort();
		dispatch.stop();
		delivery.stop();
	}

	void keepCall({
		signal,
		api: visitor.api,
		first: visitor.api.token(signal),
		resumed,
		async stay({ room_name, server_url, participant_token }) {
			onRoom(room_name);
			if (signal.aborted) return 'unreachable';
			told = null;
			line = makeLine({ changed: () => queueMicrotask(look), turn: onTurn });
			dispatch.enter(room_name);
			return line.stay(server_url, participant_token);
		},
		pause: async (delay, least) => {
			await hold(least, signal);
			await pause(delay, signal, new EventTarget());
		},
		random: Math.random,
		now: Date.now,
		report: ({ type }) => {
			if (type === 'ended' || type === 'moved' || type === 'failed') end = type;
		},
	});

	return {
		state() {
			if (end !== null) return 'over';
			if (line?.isConnected() !== true) return 'joining';
			const isReady = agentSid(presence) !== null && presence.agent !== 'initializing';
			return isReady ? 'served' : 'alone';
		},
		wake: delivery.wake,
		forsake: stop,
		async leave() {
			stop();
			await line?.leave().catch(() => {});
		},
	};
}
