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
import { readWorkerConfig } from './config.ts';
import { makeLog, nameOf } from './log.ts';
import { watchChildren } from './pool/children.ts';
import { makeHeartbeat } from './pool/heartbeat.ts';
import { makeJobEnds } from './pool/job-ends.ts';
import { makePoolBackend } from './pool/pool-backend.ts';
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
	let stopping = false;
	let cordoned = false;
	const backend = makePoolBackend({
		url: config.apiUrl,
		apiKey: config.livekitApiKey,
		apiSecret: config.livekitApiSecret,
	});
	const jobEnds = makeJobEnds(backend.lost, log);
	const warming = makeWarming({ signal: signalProcess });
	watchChildren(({ kind, pid, ended }) => {
		if (kind === 'job') warming.forked(pid);
		void ended.then((end) => {
			jobEnds.ended(end);
			const { code, signal } = end;
			const clean = code === 0;
			log({ level: clean ? 'info' : 'error', event: 'process_ended', kind, child: pid, code, signal });
		});
	});
	const server = makeServer({
		config,
		// `.ts` where Node runs TypeScript, `.mjs` where it was bundled.
		agentFile: fileURLToPath(new URL(`./job/main${extname(import.meta.url)}`, import.meta.url)),
		listens: listensOf(config.voice, process.env),
		log,
		isStopping: () => stopping,
		isCordoned: () => cordoned,
		onRegistered: () => heartbeat.registered(),
		onAccepted: warming.accepted,
		drainTimeoutMs,
	});
	const heartbeat = makeHeartbeat({
		send: (beat) => backend.heartbeat({ worker, agentName: config.agentName, ...beat }),
		active: () => server.activeJobs.length,
		onInstruction(instruction) {
			if (cordoned === (instruction === 'cordon')) return;
			cordoned = !cordoned;
			log({ level: 'info', event: 'worker_instructed', instruction });
		},
		onOutcome: (outcome) => log({ level: outcome === 'ok' ? 'info' : 'warn', event: 'heartbeat', outcome }),
		now: () => performance.now(),
	});

	const stop = async (signal: string) => {
		if (stopping) return;
		stopping = true;
		warming.release();
		log({ level: 'info', event: 'worker_stopping', signal, calls: server.activeJobs.length });
		heartbeat.draining();
		await drainServer(server, drainTimeoutMs, log);
		heartbeat.close();
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
