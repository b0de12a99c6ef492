/**
 * A worker: registered with LiveKit, takes jobs into processes of their own, tells the API that it lives and which jobs have
 * ended. Its jobs outlive it for a while when it is killed.
 *
 * @module
 */
import { agentIdentity, parseRoomName } from '../../functions/protocol/names.ts';
import { admit } from '../../worker/pool/admit.ts';
import { makeHeartbeat } from '../../worker/pool/heartbeat.ts';
import { makeJobEnds } from '../../worker/pool/job-ends.ts';
import type { Clock } from '../clock/clock.ts';
import { type Link, makeLink } from '../link.ts';
import type { Offer, Registered } from '../livekit/dispatches.ts';
import type { JoinToken } from '../livekit/model.ts';
import type { LiveKitServer } from '../livekit/server.ts';
import { makeProcess, type Process } from '../process.ts';
import type { Random } from '../random.ts';
import type { Recorder, WorkerState } from '../trace.ts';
import { type Job, startJob } from './job.ts';
import { makeJobBackend, makePoolWay, type WayOptions } from './way.ts';

const REGISTERS_MS = [1_200, 1_750] as const;
/** After an outage of LiveKit: 2, 4, 6, 8 s. */
const REGISTERS_AGAIN_MS = [2_000, 8_000] as const;
/** Never too few: what is simulated is not how many calls a worker carries. */
const SLOTS = 1_000;
const DRAIN_MS = 85_000;
const REPORTS_WITHIN_MS = 2_000;
/** Jobs of a worker that was killed talk on, and leave. */
const OUTLIVES_MS = [13_000, 15_000] as const;
/** A process that hangs is ended by its worker. */
const HUNG_MS = [30_000, 45_000] as const;

export interface WorkerOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly record: Recorder;
	readonly server: LiveKitServer;
	readonly way: WayOptions;
	readonly name: string;
	readonly stage: string;
	readonly agentName: string;
}

export interface Worker {
	readonly name: string;
	readonly process: Process;
	/** To the API. */
	readonly link: Link;
	jobs(): readonly Job[];
	/** SIGKILL. */
	kill(): void;
	/** SIGTERM. */
	drain(): void;
}

export function startWorker(options: WorkerOptions): Worker {
	const { clock, random, record, server, way, name, stage, agentName } = options;
	const process = makeProcess(name);
	const link = makeLink();
	const backend = makePoolWay(way, { process, link });
	const jobs = new Set<Job>();
	const log = () => {};
	const jobEnds = makeJobEnds(backend.lost, log);
	let isStopping = false;
	let isCordoned = false;
	let isRegistered = false;
	let was: WorkerState = 'away';

	const heartbeat = makeHeartbeat({
		send: (beat) => backend.heartbeat({ worker: name, agentName, ...beat }),
		active: () => jobs.size,
		onInstruction: (instruction) => {
			isCordoned = instruction === 'cordon';
		},
		onOutcome: () => {},
		now: clock.now,
	});

	function stateNow(): WorkerState {
		if (process.state() === 'dead') return 'gone';
		if (!isRegistered || process.state() === 'frozen' || !link.isUp()) return 'away';
		return isStopping ? 'draining' : 'ready';
	}
	function noteState(): void {
		const is = stateNow();
		if (is === was) return;
		was = is;
		record({ kind: 'worker', worker: name, is });
	}

	const registered: Registered = {
		name,
		agentName,
		isFull: () => isStopping,
		offer: (offer, answer) =>
			process.act(`offered ${offer.jobId}`, () => {
				const admission = admit({
					...{ room: offer.room, stage, stopping: isStopping, cordoned: isCordoned },
					...{ queued: false, slots: SLOTS, active: jobs.size, reserved: 0, protection: 'off' },
				});
				answer(admission === 'accepted' ? agentIdentity(offer.jobId) : null);
			}),
		assign: (offer, token) => process.act(`assigned ${offer.jobId}`, () => begin(offer, token)),
	};

	function register(): void {
		process.act('registers', () => {
			if (!server.up.isUp() || isStopping) return;
			server.dispatches.register(registered);
			isRegistered = true;
			noteState();
			heartbeat.registered();
		});
	}

	function begin(offer: Offer, token: JoinToken): void {
		const own = makeProcess(`job ${offer.jobId}`);
		let isAnnounced = false;
		const job = startJob({
			clock,
			random: random.stream(offer.jobId),
			record,
			server,
			backend: makeJobBackend(way, { process: own, link }),
			process: own,
			link: makeLink(),
			worker: name,
			offer,
			token,
			conversation: parseRoomName(offer.room)?.conversation ?? '',
			onAnnounced: () => {
				isAnnounced = true;
			},
			onEnded: () =>
				process.act(`${offer.jobId} has ended`, () => {
					jobs.delete(job);
					const served = isAnnounced ? { room: offer.room, jobId: offer.jobId } : null;
					jobEnds.ended({ served, code: 0, signal: null });
				}),
		});
		jobs.add(job);
		own.onChange((state) => {
			if (state === 'frozen') clock.after(random.between(...HUNG_MS), () => endHung(own));
		});
	}

	const endHung = (hung: Process) =>
		process.act('its health pass', () => {
			if (hung.state() === 'frozen') hung.die();
		});

	server.up.onChange((up) => {
		isRegistered = false;
		noteState();
		if (up) clock.after(random.between(...REGISTERS_AGAIN_MS), register);
	});
	process.onChange(noteState);
	link.onChange(noteState);
	clock.after(random.between(...REGISTERS_MS), register);

	async function stop(): Promise<void> {
		isStopping = true;
		noteState();
		heartbeat.draining();
		const until = clock.now() + DRAIN_MS;
		while (jobs.size > 0 && clock.now() < until) await clock.wait(500);
		for (const job of [...jobs]) job.leave('drained');
		const close = clock.now() + 5_000;
		while (jobs.size > 0 && clock.now() < close) await clock.wait(200);
		heartbeat.close();
		const reported = clock.now() + REPORTS_WITHIN_MS;
		while (jobEnds.waiting() > 0 && clock.now() < reported) await clock.wait(50);
		process.act('stops', () => {
			for (const job of [...jobs]) job.process.die();
			server.dispatches.unregister(name);
			process.die();
		});
	}

	return {
		name,
		process,
		link,
		jobs: () => [...jobs],
		kill() {
			if (process.state() === 'dead') return;
			process.die();
			heartbeat.close();
			server.dispatches.unregister(name);
			for (const job of [...jobs]) clock.after(random.between(...OUTLIVES_MS), () => leaveAtOnce(job));
		},
		drain() {
			process.act('told to stop', () => {
				if (!isStopping) void stop();
			});
		},
	};
}

/** It says that it leaves, and none of its own code runs any more. */
function leaveAtOnce({ process, connection }: Job): void {
	if (process.state() === 'dead') return;
	connection().leave();
	process.die();
}
