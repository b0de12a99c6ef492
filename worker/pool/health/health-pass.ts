/**
 * The health pass: every 10 s the worker's own process looks at its job processes and ends those that hang, or that have
 * outlived their room.
 *
 * @module
 */
import type { ServedJob } from '../../job-notice.ts';
import type { Log } from '../../log.ts';
import type { Child } from '../children.ts';
import {
	type Attested,
	attest,
	BORN,
	hear,
	jobToAttest,
	pass,
	type Verdict,
	type Vitals,
	verdictOn,
} from './vitals.ts';

export interface Watched {
	/** Why the pass has ended it; null: it has not. */
	why(): Verdict['why'] | null;
}

export interface HealthPass {
	/** From now on it is looked at. */
	watch(child: Child): Watched;
	close(): void;
}

export interface HealthPassOptions {
	/** Is the agent of a job in its room, by LiveKit? */
	readonly attestJob: (job: ServedJob) => Promise<Attested>;
	/** The worker has stopped this process for a moment. */
	readonly isHeld: (pid: number) => boolean;
	/** Milliseconds of a clock that only goes on. */
	readonly now: () => number;
	readonly log: Log;
	readonly everyMs?: number;
	/** From SIGTERM to SIGKILL. */
	readonly termMs?: number;
}

const EVERY_MS = 10_000;
/** agents' processes ignore SIGTERM, and one that hangs has to: it is for what a team's own code may still do. */
const TERM_MS = 2_000;
/** LiveKit is asked at each third pass. */
const ATTEST_EVERY = 3;

interface Patient {
	readonly child: Child;
	vitals: Vitals;
	verdict: Verdict | null;
}

export function makeHealthPass(options: HealthPassOptions): HealthPass {
	const { attestJob, isHeld, now, log, everyMs = EVERY_MS, termMs = TERM_MS } = options;
	const patients = new Set<Patient>();
	let passes = 0;

	function end(patient: Patient, verdict: Verdict): void {
		const { child, vitals } = patient;
		patient.verdict = verdict;
		log({
			level: 'error',
			event: 'process_unwell',
			child: child.pid,
			job: vitals.serves?.job.jobId,
			why: verdict.why,
			sign: verdict.sign,
		});
		child.signal('SIGTERM');
		const timer = setTimeout(() => child.signal('SIGKILL'), termMs);
		void child.ended.then(() => clearTimeout(timer));
	}
	function lookAt(patient: Patient): void {
		if (patient.verdict !== null) return;
		patient.vitals = pass(patient.vitals, isHeld(patient.child.pid));
		const verdict = verdictOn(patient.vitals, now());
		if (verdict !== null) end(patient, verdict);
	}
	async function askFor(patient: Patient): Promise<void> {
		const job = jobToAttest(patient.vitals, now());
		if (job === null) return;
		const attested = await attestJob(job);
		patient.vitals = attest(patient.vitals, attested);
	}
	const timer = setInterval(() => {
		// What was said while this process was busy is heard first: Node reads before it comes to its immediates.
		setImmediate(() => {
			passes += 1;
			for (const patient of patients) lookAt(patient);
			if (passes % ATTEST_EVERY === 0) for (const patient of patients) void askFor(patient);
		});
	}, everyMs);

	return {
		watch(child) {
			const patient: Patient = { child, vitals: BORN, verdict: null };
			patients.add(patient);
			child.listen((word) => {
				patient.vitals = hear(patient.vitals, word, now());
			});
			void child.ended.then(() => patients.delete(patient));
			return { why: () => patient.verdict?.why ?? null };
		},
		close: () => clearInterval(timer),
	};
}
