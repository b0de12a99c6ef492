/**
 * Plays a history to its end, and a quiet time after it in which everything is as it should be: what is left behind then is
 * left behind for good.
 *
 * @module
 */
import { conversationOfKey, recordKey } from '../functions/conversations/record.ts';
import type { Deps } from '../functions/deps.ts';
import { LIST_LIMIT } from '../functions/store/port.ts';
import { make } from './chaos/make.ts';
import { type Settle, settle as settleOnNode } from './clock/settle.ts';
import { busyMsOf, type Farewell, type History } from './history.ts';
import { STAGE } from './settings.ts';
import type { Settings, Trace } from './trace.ts';
import { makeWorld, type World } from './world.ts';

/** Longer than a listing, a token that is out and a server's own timeouts after each other. */
export const QUIET_MS = 12 * 60_000;
const HEARTBEAT_MS = 5_000;
/** All requests of one answer after each other. */
const REQUESTS_MS = 250;

export interface PlayOptions {
	readonly spoil?: (deps: Deps) => Deps;
	/** How this engine lets promises go on. */
	readonly settle?: Settle;
}

export async function play(history: History, { spoil, settle = settleOnNode }: PlayOptions = {}): Promise<Trace> {
	const { settings, steps, farewells } = history;
	const world = makeWorld({ settings, ...(spoil === undefined ? {} : { spoil }) });
	try {
		let time = world.clock.now();
		const quietAt = time + busyMsOf(history);
		for (const { after, move } of steps) {
			time += after;
			await passTo(world, time, settle);
			make(world, move);
			await settle();
		}
		await passTo(world, quietAt, settle);
		calm(world, farewells);
		await settle();
		await passTo(world, quietAt + QUIET_MS, settle);
		return await traceOf(world);
	} finally {
		world.end();
	}
}

export async function passTo({ clock }: World, time: number, settle = settleOnNode): Promise<void> {
	for (let event = clock.take(time); event !== undefined; event = clock.take(time)) {
		event.run();
		await settle();
	}
	clock.passTo(time);
}

/** Everything works from now on, and there is a worker. */
export function calm(world: World, farewells: readonly Farewell[]): void {
	world.faults.end();
	world.record({ kind: 'quiet' });
	world.server.comesUp();
	world.api.comesUp();
	world.api.goOn();
	world.webhookLink.set(true);
	world.startWorker();
	world.visitors.forEach((visitor, i) => {
		const farewell = farewells[i];
		if (farewell === 'closes_tab') visitor.closeTab();
		if (farewell === 'leaves') visitor.leave();
		if (farewell === 'hangs_up') visitor.hangUp();
	});
}

export async function traceOf({ clock, events, store, settings }: World): Promise<Trace> {
	const turns: Record<string, readonly string[]> = {};
	for (const conversation of conversationsIn(events)) {
		const { entries } = await store.memory().load(recordKey(STAGE, conversation), { last: LIST_LIMIT });
		turns[conversation] = entries.map(({ id }) => id);
	}
	return { events, end: clock.now(), settings: promisesOf(settings), turns };
}

function conversationsIn(events: Trace['events']): ReadonlySet<string> {
	const conversations = new Set<string>();
	for (const event of events) {
		if (event.kind !== 'saved') continue;
		const whose = conversationOfKey(event.key);
		if (whose !== null) conversations.add(whose.conversation);
	}
	return conversations;
}

const promisesOf = ({ graceSeconds, scheduleMs, lifecycle, slowness }: World['settings']): Settings => ({
	graceMs: (lifecycle === 'fresh' ? Math.min(5, graceSeconds) : graceSeconds) * 1000,
	sweepMs: Math.min(HEARTBEAT_MS, scheduleMs),
	backstopMs: scheduleMs,
	slackMs: (slowness - 1) * REQUESTS_MS,
	isFresh: lifecycle === 'fresh',
});
