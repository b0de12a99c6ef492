/**
 * A world: one LiveKit server, one store, the API's instance, workers, visitors and a schedule, on one virtual clock.
 *
 * @module
 */
import type { Deps } from '../functions/deps.ts';
import { makePolicy } from '../functions/rooms/policy.ts';
import { makeApi } from './api/api.ts';
import { makeNetwork } from './api/network.ts';
import { makeNotedDoors } from './api/noted.ts';
import { makeClock } from './clock/clock.ts';
import { installTimers } from './clock/timers.ts';
import { makeFaults } from './faults.ts';
import { makeLink } from './link.ts';
import { makeLiveKitFor } from './livekit/port.ts';
import { makeServer } from './livekit/server.ts';
import { makeWebhooks } from './livekit/webhooks.ts';
import { makeVisitor } from './people/visitor.ts';
import { makeProcess, type Process } from './process.ts';
import { makeRandom, type Random } from './random.ts';
import { configOf, STAGE, START, type WorldSettings } from './settings.ts';
import { makeStoreModel } from './store.ts';
import { startSchedule } from './sweepers.ts';
import { makeRecorder } from './trace.ts';
import { startWorker, type Worker } from './workers/worker.ts';

const WEBHOOK_PATIENCE_MS = 600_000;

export type World = ReturnType<typeof makeWorld>;

export interface WorldOptions {
	readonly settings: WorldSettings;
	readonly random?: Random;
	/** Something of the API that is not as it should be: what the checker must see. */
	readonly spoil?: (deps: Deps) => Deps;
}

export function makeWorld({ settings, random = makeRandom(settings.noise), spoil = (deps) => deps }: WorldOptions) {
	const clock = makeClock(START);
	const { record, events } = makeRecorder(clock.now);
	const faults = makeFaults({ clock, random: random.stream('faults'), record });
	const { slowness } = settings;
	const config = configOf(settings);
	const policy = makePolicy(config);
	const store = makeStoreModel({ clock, random: random.stream('store'), record, fate: faults.store, slowness });
	const ids = random.stream('ids');

	const webhookSender = { process: makeProcess('webhooks'), link: makeLink() };
	const webhooks = makeWebhooks({
		clock,
		random: random.stream('webhooks'),
		deliver: settings.webhooks
			? (event) => request(webhookSender, `webhook ${event.id}`, doors.webhook(event), WEBHOOK_PATIENCE_MS)
			: null,
		doubles: faults.doublesWebhooks,
	});
	const server = makeServer({ clock, random: random.stream('livekit'), record, webhooks });
	const liveKitFor = makeLiveKitFor({
		clock,
		random: random.stream('asking livekit'),
		record,
		server,
		fate: faults.livekit,
		slowness,
		agentNames: config.agentNames,
	});
	const depsFor = (task: Process): Deps =>
		spoil({
			config,
			policy,
			store: store.for(task),
			files: null,
			livekit: liveKitFor(task),
			visitors: {
				identify: async () => ({ kind: 'stranger' }),
				welcome: async () => '',
				remember: async () => {},
				issueToken: async () => '',
			},
			openCalls: async () => 0,
			addressOf: () => null,
			now: clock.now,
			newId: () => String(ids.between(0, 2 ** 31)),
			log: () => {},
		});
	const api = makeApi({ depsFor, record });
	const request = makeNetwork({ clock, random: random.stream('network'), api, slowness });
	const doors = makeNotedDoors(record);

	const surroundings = { clock, record, server, request, doors };
	const workers: Worker[] = [];
	function startOne(): Worker {
		const name = `worker_${workers.length + 1}`;
		const worker = startWorker({
			clock,
			random: random.stream(name),
			record,
			server,
			way: { clock, request, doors },
			name,
			stage: STAGE,
			agentName: config.agentNames[0],
		});
		workers.push(worker);
		return worker;
	}
	const visitors = Array.from({ length: settings.visitors }, (_, i) =>
		makeVisitor(
			{ ...surroundings, random: random.stream(`visitor ${i + 1}`) },
			`visitor ${i + 1}`,
			`v_visitor${i + 1}`,
		),
	);

	const takeTimersOut = installTimers(clock);
	for (let i = 0; i < settings.workers; i++) startOne();
	const endSchedule = startSchedule({ clock, request, doors, everyMs: settings.scheduleMs });

	return {
		settings,
		clock,
		random,
		record,
		events,
		faults,
		store,
		server,
		webhooks,
		webhookLink: webhookSender.link,
		api,
		visitors,
		workers: () => workers.filter(({ process }) => process.state() !== 'dead'),
		agentName: config.agentNames[0],
		startWorker: startOne,
		jobs: () => workers.flatMap(({ jobs }) => jobs()).filter(({ process }) => process.state() !== 'dead'),
		/** But for those of the API, which come and go. */
		processes: (): readonly Process[] => [
			...workers.flatMap(({ process, jobs }) => [process, ...jobs().map((job) => job.process)]),
			...visitors.flatMap((visitor) => visitor.processes()),
		],
		/** Beside its time. */
		sweepNow: () => void request(webhookSender, 'a sweep', doors.timer(false), WEBHOOK_PATIENCE_MS),
		/** Nothing of it goes on. */
		end(): void {
			endSchedule();
			api.crash();
			takeTimersOut();
		},
	};
}
