/**
 * Agent jobs: each asks for its claim, connects, tells what it sees, and ends in one of many ways.
 *
 * @module
 */
import { agentIdentity } from '../../protocol/names.ts';
import { asWriter, claim } from '../claims.ts';
import { moveOn } from '../closing.ts';
import { adoptedFacts, type Facts } from '../facts.ts';
import { observe } from '../observe.ts';
import type { Policy } from '../policy.ts';
import type { Clock } from './clock.ts';
import { report } from './news.ts';
import type { Server, ToldOfMember } from './server.ts';

export interface Job {
	readonly id: string;
	readonly generation: number;
	/** Null: not granted. */
	epoch: number | null;
	/** Of its participant; null: it never was in the room. */
	sid: string | null;
	/** Its process lives. */
	lives: boolean;
	/** It has lost its connection, and tries to come back. */
	isAway: boolean;
}

/** From a claim until the agent is in the room; its own deadline is 10 s. */
const CONNECT_MS = 9_000;

export interface JobsOptions {
	readonly policy: Policy;
	readonly clock: Clock;
	readonly chance: (max: number) => number;
	readonly server: (generation: number) => Server;
	readonly transact: (step: (stored: Facts | null) => Facts | null) => void;
}

export type Jobs = ReturnType<typeof makeJobs>;

export function makeJobs({ policy, clock, chance, server, transact }: JobsOptions) {
	const all: Job[] = [];

	/** A worker gets it, and asks before it connects. */
	function begin(generation: number): void {
		const job: Job = { id: `AJ${all.length}`, generation, epoch: null, sid: null, lives: true, isAway: false };
		all.push(job);
		clock.later(200 + chance(2_000), () => claims(job));
	}

	function claims(job: Job): void {
		const { generation, id: jobId } = job;
		transact((stored) => {
			const known = moveOn(stored ?? adoptedFacts(clock.now(), generation), generation, clock.now());
			const claimed = claim(known, { generation, jobId }, clock.now(), policy);
			job.epoch = 'epoch' in claimed ? claimed.epoch : null;
			return claimed.facts;
		});
		if (job.epoch === null) job.lives = false;
		else clock.later(chance(CONNECT_MS), () => joins(job));
	}

	/** The first time, or again. */
	function joins(job: Job): void {
		if (!job.lives) return;
		job.isAway = false;
		job.sid = server(job.generation).join(agentIdentity(job.id), 'agent').sid;
	}

	/** What a job sees: itself, and who comes and goes beside it. */
	function tells(generation: number, told: ToldOfMember): void {
		const { kind, identity } = told.member;
		const itself = all.find((job) => agentIdentity(job.id) === identity && told.event === 'joined');
		const job = kind === 'human' ? all.find((one) => one.generation === generation && isIn(one)) : itself;
		if (job !== undefined)
			writes(job, (stored) => observe(stored, report(told, generation, told.life.sid, clock.now())));
	}

	/** It leaves when it is refused. */
	function writes(job: Job, write: (stored: Facts) => Facts | null = (stored) => stored): void {
		const { generation, id: jobId, epoch, lives } = job;
		if (epoch === null || !lives) return;
		let isTaken = false;
		transact((stored) => {
			const known = stored ?? adoptedFacts(clock.now(), generation);
			const served = asWriter(known, { generation, jobId, epoch }, clock.now());
			isTaken = served !== null;
			return served === null ? stored : write(served);
		});
		if (!isTaken && job.sid !== null) server(generation).leave(job.sid);
		job.lives &&= isTaken;
	}

	const isIn = ({ id, generation, sid, lives }: Job): boolean =>
		lives && sid !== null && server(generation).find(agentIdentity(id))?.sid === sid;

	return {
		all: (): readonly Job[] => all,
		begin,
		claims,
		joins,
		isIn,
		tells,
		writes,
		/** It was put out of the room, or the room has ended. */
		isPutOut(sid: string): void {
			for (const job of all) if (job.sid === sid && !job.isAway) job.lives = false;
		},
		dies(job: Job, isReported: boolean): void {
			const { generation, id: jobId, sid } = job;
			job.lives = false;
			if (sid !== null) server(generation).vanish(sid);
			const tell = () =>
				transact((stored) => observe(stored, { kind: 'job_lost', generation, at: clock.now(), jobId }));
			if (isReported) clock.later(chance(500), tell);
		},
		/** The server gives it up, and it comes back. */
		losesConnection(job: Job, forMs: number): void {
			job.isAway = true;
			if (job.sid !== null) server(job.generation).leave(job.sid);
			clock.later(forMs, () => joins(job));
		},
	};
}
