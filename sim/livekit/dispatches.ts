/**
 * Dispatches: nothing is kept for a worker that comes later, nothing is deduplicated, and a worker that is silent has lost
 * the job for everybody. `createDispatch` says that it has taken each of them; `listDispatch` would say that they run.
 *
 * @module
 */
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../trace.ts';
import type { JoinToken, Room } from './model.ts';

/** Across nodes the best offer within it wins; one node waits as well. */
const CHOOSING_MS = 200;
/** Of the caller's default; no other worker is tried after it. */
const SILENT_MS = 3_000;
const WAY_MS = [1, 15] as const;
/** Of the token that an agent joins with. */
const TOKEN_MS = 3_600_000;

export interface Offer {
	readonly jobId: string;
	readonly room: string;
	readonly agentName: string;
}

/** A worker as the server knows it: by its websocket, which stays open when the worker is frozen. */
export interface Registered {
	readonly name: string;
	readonly agentName: string;
	/** It has said that it takes no more. */
	isFull(): boolean;
	/** Its answer comes when the worker gives it, if it does. Null: it rejects; else the identity of its agent. */
	offer(offer: Offer, answer: (identity: string | null) => void): void;
	assign(offer: Offer, token: JoinToken): void;
}

export interface DispatchesOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly record: Recorder;
}

export type Dispatches = ReturnType<typeof makeDispatches>;

export function makeDispatches({ clock, random, record }: DispatchesOptions) {
	let workers: Registered[] = [];
	let jobs = 0;
	let lives = 0;

	function launch(room: Room, agentName: string, by: 'token' | 'api'): void {
		jobs += 1;
		const offer: Offer = { jobId: `AJ_${jobs}`, room: room.name, agentName };
		const life = lives;
		record({ kind: 'dispatched', room: room.name, job: offer.jobId, by });
		const whileUp = (run: () => void) => () => {
			if (life === lives) run();
		};
		clock.send({ label: `dispatch to ${room.name}`, ms: CHOOSING_MS, deliver: whileUp(() => choose(offer, [])) });
	}

	const lose = (offer: Offer, why: 'no_worker' | 'silent' | 'rejected') =>
		record({ kind: 'dispatch_lost', room: offer.room, job: offer.jobId, why });

	function choose(offer: Offer, tried: readonly Registered[]): void {
		const free = workers.filter(
			(worker) => worker.agentName === offer.agentName && !worker.isFull() && !tried.includes(worker),
		);
		if (free.length === 0) lose(offer, tried.length === 0 ? 'no_worker' : 'rejected');
		else offerTo(random.pick(free), offer, tried);
	}

	function offerTo(worker: Registered, offer: Offer, tried: readonly Registered[]): void {
		let isOver = false;
		const once = (run: () => void) => {
			if (isOver) return;
			isOver = true;
			callOff();
			run();
		};
		const callOff = clock.after(SILENT_MS, () => once(() => lose(offer, 'silent')));
		const send = (label: string, deliver: () => void) =>
			clock.send({ label: `${label} ${offer.jobId}`, ms: random.between(...WAY_MS), follows: true, deliver });
		const answered = (identity: string | null) =>
			send('answer to', () =>
				once(() => {
					if (!workers.includes(worker)) lose(offer, 'silent');
					else if (identity === null) choose(offer, [...tried, worker]);
					else worker.assign(offer, tokenFor(offer, identity));
				}),
			);
		send('offer', () => worker.offer(offer, answered));
	}

	const tokenFor = ({ room, agentName }: Offer, identity: string): JoinToken => ({
		room,
		identity,
		kind: 'agent',
		agentName,
		config: null,
		until: clock.now() + TOKEN_MS,
	});

	return {
		launch,
		register(worker: Registered): void {
			workers = [...workers.filter(({ name }) => name !== worker.name), worker];
		},
		unregister(name: string): void {
			workers = workers.filter((worker) => worker.name !== name);
		},
		/** The server dies, and what it was about to dispatch. */
		forget(): void {
			workers = [];
			lives += 1;
		},
		names: (): readonly string[] => workers.map(({ name }) => name),
	};
}
