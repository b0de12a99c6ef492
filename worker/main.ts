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
import { watchChildren } from './pool/children.ts';
import { makeEndCounts } from './pool/end-counts.ts';
import { makeAttestJob } from './pool/health/attest-job.ts';
import { makeHealthPass } from './pool/health/health-pass.ts';
import { lookAtConnection, watchForOutage } from './pool/health/outage.ts';
import { makeHeartbeat } from './pool/heartbeat.ts';
import { makeJobEnds } from './pool/job-ends.ts';
import { makePoolBackend } from './pool/pool-backend.ts';
import { endLine, reasonOf, unstartedLine } from './pool/process-end.ts';
import { makeQueue } from './pool/queue.ts';
import { drainServer, makeServer } from './pool/server.ts';
import { makeWarming, signalProcess } from './pool/warming.ts';
import { listensOf } from './voice/index.ts';

scrubOutput(process.stdout);
const log = makeLog((text) => process.stdout.write(text), Date.now);

/** The reports of jobs that have ended with their worker. */
const REPORTS_WITHIN_MS = 1_000;

async function main(): Promise<void> {
	const config = readWorkerConfig(process.env);
	const drainTimeoutMs = config.drainSeconds * 1000;
	const worker = randomBytes(16).toString('base64url');
	tellWorkerId(process.env, worker);
	const clock = () => performance.now();
	let stopping = false;
	let cordoned = false;
	const backend = makePoolBackend({
		url: config.apiUrl,
		apiKey: config.livekitApiKey,
		apiSecret: config.livekitApiSecret,
	});
	const jobEnds = makeJobEnds(backend.lost, log);
	const warming = makeWarming({ signal: signalProcess });
	const queue = makeQueue(clock);
	const endCounts = makeEndCounts();
	const health = makeHealthPass({ attestJob: makeAttestJob(config), isHeld: warming.isHeld, now: clock, log });
	watchChildren({
		onChild(child) {
			const { kind, pid, ended } = child;
			const watched = kind === 'job' ? health.watch(child) : null;
			if (kind === 'job') warming.forked(pid);
			child.listen((word) => {
				if (word.word === 'serves') queue.begun(word.job.jobId);
			});
			void ended.then((end) => {
				jobEnds.ended(end);
				const why = reasonOf(end, watched?.why() ?? null);
				if (kind === 'job') endCounts.count({ ...end, why });
				log(endLine({ ...end, kind, pid, why }, stopping));
			});
		},
		onUnstarted: (kind) => log(unstartedLine(kind)),
	});
	const endOutageWatch = watchForOutage({ look: () => lookAtConnection(config.port), now: clock, log });
	const server = makeServer({
		config,
		// `.ts` where Node runs TypeScript, `.mjs` where it was bundled.
		agentFile: fileURLToPath(new URL(`./job/main${extname(import.meta.url)}`, import.meta.url)),
		listens: listensOf(config.voice, process.env),
		log,
		isStopping: () => stopping,
		isCordoned: () => cordoned,
		onRegistered: () => heartbeat.registered(),
		isQueued: queue.has,
		onAccepted(job) {
			queue.accepted(job);
			warming.accepted();
		},
		drainTimeoutMs,
	});
	const heartbeat = makeHeartbeat({
		send: (beat) =>
			endCounts.tell((ends) =>
				backend.heartbeat({ worker, agentName: config.agentName, ...beat, ...(ends === undefined ? {} : { ends }) }),
			),
		active: () => server.activeJobs.length,
		onInstruction(instruction) {
			if (cordoned === (instruction === 'cordon')) return;
			cordoned = !cordoned;
			log({ level: 'info', event: 'worker_instructed', instruction });
		},
		onOutcome: (outcome) => log({ level: outcome === 'ok' ? 'info' : 'warn', event: 'heartbeat', outcome }),
		now: clock,
	});

	const stop = async (signal: string) => {
		if (stopping) return;
		stopping = true;
		warming.release();
		log({ level: 'info', event: 'worker_stopping', signal, calls: server.activeJobs.length });
		heartbeat.draining();
		endOutageWatch();
		await drainServer(server, drainTimeoutMs, log);
		heartbeat.close();
		health.close();
		await jobEnds.settled(REPORTS_WITHIN_MS);
		log({ level: 'info', event: 'worker_stopped' });
		process.exit(0);
	};
	// `on`, not `once`: agents' own handlers let a second signal kill every call.
	process.on('SIGTERM', (signal) => void stop(signal));
	process.on('SIGINT', (signal) => void stop(signal));
	process.on('unhandledRejection', (error) =>
		log({ level: 'error', event: 'unhandled_rejection', error: nameOf(error) }),
	);

	await server.run();
}

main().catch((error: unknown) => {
	if (error instanceof EnvironmentError) process.stderr.write(`${error.message}\n`);
	else log({ level: 'error', event: 'worker_failed', error: nameOf(error) });
	process.exit(1);
});
