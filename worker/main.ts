/**
 * The worker's process: registers with LiveKit, keeps job processes warm, and on SIGTERM takes no new call and waits for
 * the running ones.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvironmentError } from '../functions/protocol/environment.ts';
import { scrubOutput } from './agents-log.ts';
import { readWorkerConfig, tellWorkerId } from './config.ts';
import { makeLog, nameOf } from './log.ts';
import { makeAdmission } from './pool/admission.ts';
import { poolOf, watchLaunches } from './pool/agents-pool.ts';
import { watchChildren } from './pool/children.ts';
import { watchLink } from './pool/connection/watch-link.ts';
import { drain } from './pool/drain/drain.ts';
import { makeEndCounts } from './pool/end-counts.ts';
import { makeAttestJob } from './pool/health/attest-job.ts';
import { makeHealthPass } from './pool/health/health-pass.ts';
import { lookAtConnection, watchForOutage } from './pool/health/outage.ts';
import { makeHeartbeat } from './pool/heartbeat.ts';
import { isAlive } from './pool/http/liveness.ts';
import { freePort, openPort } from './pool/http/own-port.ts';
import { makeJobEnds } from './pool/job-ends.ts';
import { readEcsTask } from './pool/metrics/ecs-task.ts';
import { makePoolBackend } from './pool/pool-backend.ts';
import { endLine, reasonOf, unstartedLine } from './pool/process-end.ts';
import { makeProcesses } from './pool/processes.ts';
import { makeIsClosed } from './pool/room-service/is-closed.ts';
import { makeServer } from './pool/server.ts';
import { makeWarming, signalProcess } from './pool/warming.ts';
import { checkVoice, listensOf } from './voice/index.ts';

scrubOutput(process.stdout);
const log = makeLog((text) => process.stdout.write(text), Date.now);

async function main(): Promise<void> {
	const config = readWorkerConfig(process.env);
	await checkVoice(config.voice, process.env, log);
	const worker = randomBytes(16).toString('base64url');
	tellWorkerId(process.env, worker);
	const task = await readEcsTask(config.ecs.metadataUri);
	const agentsPort = await freePort();
	const clock = () => performance.now();
	let stopping = false;
	let cordoned = false;
	let lastBeat: number | null = null;
	/** Free slots of all workers, as the API said last; null: it does not say. */
	let poolFree: number | null = null;
	const backend = makePoolBackend({
		url: config.apiUrl,
		apiKey: config.livekitApiKey,
		apiSecret: config.livekitApiSecret,
	});
	const jobEnds = makeJobEnds(backend.lost, log);
	const warming = makeWarming({
		signal: signalProcess,
		isShort: () => admission.waiting() > pool.warmedProcQueue.items.length,
		now: clock,
	});
	const endCounts = makeEndCounts();
	const health = makeHealthPass({ attestJob: makeAttestJob(config), isHeld: warming.isHeld, now: clock, log });
	watchChildren({
		onChild(child) {
			const { kind, pid, ended } = child;
			const watched = kind === 'job' ? health.watch(child) : null;
			if (kind === 'job') {
				warming.forked(pid);
				processes.watch(child);
				admission.metrics.watch(child);
			}
			void ended.then((seen) => {
				const end = processes.withJob(child, seen);
				jobEnds.ended(end);
				const why = reasonOf(end, watched?.why() ?? null);
				if (kind === 'job') endCounts.count({ ...end, why });
				log(endLine({ ...end, kind, pid, why }, stopping));
			});
		},
		onUnstarted: (kind) => log(unstartedLine(kind)),
	});
	const admission = makeAdmission({
		...{ config, worker, task, log },
		listens: listensOf(config.voice, process.env),
		isStopping: () => stopping,
		isCordoned: () => cordoned,
		served: () => new Set(server.activeJobs.map(({ job }) => job.id)),
		poolFree: () => poolFree,
		now: clock,
		write: (line) => process.stdout.write(line),
	});
	const endOutageWatch = watchForOutage({ look: () => lookAtConnection(agentsPort), now: clock, log });
	const server = makeServer({
		config,
		// `.ts` where Node runs TypeScript, `.mjs` where it was bundled.
		agentFile: fileURLToPath(new URL(`./job/main${extname(import.meta.url)}`, import.meta.url)),
		port: agentsPort,
		log,
		onRegistered: () => heartbeat.registered(),
		async answer(offer) {
			if ((await admission.answer(offer)) === 'accepted') warming.accepted();
		},
		load: admission.load,
	});
	const pool = poolOf(server);
	watchLaunches(pool, {
		...admission,
		isClosed: makeIsClosed(config),
		dropped(job) {
			const reason = 'room_closed';
			admission.metrics.dropped(reason);
			log({ level: 'info', event: 'job_dropped', job, reason });
		},
	});
	const processes = makeProcesses({
		pool,
		now: clock,
		onRemoved: (child) => log({ level: 'warn', event: 'dead_process_removed', child }),
	});
	const endLinkWatch = watchLink({ server, livekitUrl: config.livekitUrl, log });
	const heartbeat = makeHeartbeat({
		async send(beat) {
			lastBeat = clock();
			const own = { worker, agentName: config.agentName, slots: config.slots, release: config.release };
			const answer = await endCounts.tell((ends) =>
				backend.heartbeat({ ...own, ...beat, ...(ends === undefined ? {} : { ends }) }),
			);
			poolFree = answer.outcome === 'ok' ? (answer.body.free ?? null) : null;
			return answer;
		},
		active: admission.taken,
		onInstruction(instruction) {
			if (cordoned === (instruction === 'cordon')) return;
			cordoned = !cordoned;
			log({ level: 'info', event: 'worker_instructed', instruction });
		},
		onOutcome: (outcome) => log({ level: outcome === 'ok' ? 'info' : 'warn', event: 'heartbeat', outcome }),
		now: clock,
	});

	const stop = async (signal: string) => {
		const calls = server.activeJobs.length;
		if (stopping) return log({ level: 'info', event: 'worker_stops_already', signal, calls });
		stopping = true;
		warming.release();
		log({ level: 'info', event: 'worker_stopping', signal, calls });
		heartbeat.draining();
		endOutageWatch();
		await drain({
			...{ server, pool, processes, jobEnds, log },
			arriving: admission.waiting,
			onCut: () => admission.metrics.cut('drain'),
			now: clock,
			callsMs: config.drainSeconds * 1000,
		});
		endLinkWatch();
		heartbeat.close();
		health.close();
		admission.close();
		log({ level: 'info', event: 'worker_stopped' });
		process.exit(0);
	};
	// `on`, not `once`: agents' own handlers let a second signal kill every call.
	process.on('SIGTERM', (signal) => void stop(signal));
	process.on('SIGINT', (signal) => void stop(signal));
	process.on('unhandledRejection', (error) =>
		log({ level: 'error', event: 'unhandled_rejection', error: nameOf(error) }),
	);

	await openPort({
		// On ECS others look from outside of the container, and only who its security group lets in.
		host: config.ecs.agentUri === undefined ? '127.0.0.1' : '0.0.0.0',
		port: config.port,
		agentsPort,
		isAlive: () => isAlive(lastBeat, clock()),
		metrics: admission.metrics.prometheus,
	});
	await server.run();
}

main().catch((error: unknown) => {
	if (error instanceof EnvironmentError) process.stderr.write(`${error.message}\n`);
	else log({ level: 'error', event: 'worker_failed', error: nameOf(error) });
	process.exit(1);
});
