/**
 * The judgement of a step with so many calls, and how many calls a core carries by all of them.
 *
 * @module
 */
import type { Answer } from '../caller/caller.ts';
import type { Received } from '../caller/received.ts';
import { percentile } from '../figures.ts';
import type { Role } from '../usage/proc-files.ts';
import { LIMITS, USABLE_SHARE } from './limits.ts';

/** What was measured while so many calls went on. */
export interface Measured {
	readonly calls: number;
	readonly seconds: number;
	/** Seconds, of the worker's processes. */
	readonly cpu: Readonly<Record<Role, number>>;
	/** In MB, of all of them, and of them before the first call. */
	readonly memory: { readonly rss: number; readonly pss: number };
	readonly memoryBefore: { readonly rss: number; readonly pss: number };
	readonly answers: readonly Answer[];
	/** By all callers together. */
	readonly received: Received;
	/** Percentile 99 of each process of a call in each window; none where the worker has no probe. */
	readonly loopDelaysMs: readonly number[];
	readonly lost: number;
}

export interface Judged {
	readonly calls: number;
	/** Cores, of the whole worker; and which of them are the processes of calls. */
	readonly cpuPerCall: number;
	readonly cpuOfJobs: number;
	readonly rssPerCall: number;
	readonly pssPerCall: number;
	/** Null: nothing of that kind was measured. */
	readonly typedP50: number | null;
	readonly typedP95: number | null;
	readonly spokenP95: number | null;
	/** By how much the longest pause of an answer was longer than it need be. */
	readonly stutterP95: number | null;
	readonly stutterWorst: number | null;
	readonly concealedShare: number;
	readonly loopDelayMs: number | null;
	readonly questions: number;
	readonly unanswered: number;
	readonly lost: number;
	/** Limits that it broke; a good step has none. */
	readonly broken: readonly (keyof typeof LIMITS | 'silent')[];
}

/** The longest pause that an answer has of itself: the shortest that was ever heard of it. By its question. */
export type OwnPauses = ReadonlyMap<string, number>;

export function ownPausesOf(answers: readonly Answer[], known: OwnPauses = new Map()): OwnPauses {
	const own = new Map(known);
	for (const answer of answers)
		if (answer.outcome === 'heard')
			own.set(answer.text, Math.min(own.get(answer.text) ?? Number.POSITIVE_INFINITY, answer.longestPauseMs));
	return own;
}

const at = (values: readonly number[], share: number): number | null =>
	values.length === 0 ? null : percentile(values, share);

export function judge(measured: Measured, own: OwnPauses): Judged {
	const { calls, seconds, cpu, memory, memoryBefore, answers, received, loopDelaysMs, lost } = measured;
	const heard = answers.filter((answer) => answer.outcome === 'heard');
	const waits = (how: Answer['how']) => heard.filter((answer) => answer.how === how).map(({ waitMs }) => waitMs);
	const stutters = heard.map(({ text, longestPauseMs }) => longestPauseMs - (own.get(text) ?? longestPauseMs));
	const seen = {
		calls,
		cpuPerCall: (cpu.parent + cpu.inference + cpu.job + cpu.other) / seconds / calls,
		cpuOfJobs: cpu.job / seconds / calls,
		rssPerCall: (memory.rss - memoryBefore.rss) / calls,
		pssPerCall: (memory.pss - memoryBefore.pss) / calls,
		typedP50: at(waits('typed'), 0.5),
		typedP95: at(waits('typed'), 0.95),
		spokenP95: at(waits('spoken'), 0.95),
		stutterP95: at(stutters, 0.95),
		stutterWorst: at(stutters, 1),
		concealedShare: received.all === 0 ? 0 : received.concealed / received.all,
		loopDelayMs: at(loopDelaysMs, 0.95),
		questions: answers.length,
		unanswered: answers.length - heard.length,
		lost,
	};
	const against = {
		typedWaitMs: seen.typedP95,
		spokenWaitMs: seen.spokenP95,
		stutterMs: seen.stutterP95,
		concealedShare: seen.concealedShare,
		loopDelayMs: seen.loopDelayMs,
		unanswered: seen.unanswered,
		lost,
	} satisfies Record<keyof typeof LIMITS, number | null>;
	const names = Object.keys(LIMITS) as (keyof typeof LIMITS)[];
	const broken = names.filter((name) => (against[name] ?? 0) > LIMITS[name]);
	// Who heard nothing has nothing to complain of, and proves nothing.
	return { ...seen, broken: heard.length < calls ? [...broken, 'silent'] : broken };
}

export interface Density {
	/** The most calls of which every step up to them was good. */
	readonly goodCalls: number;
	/** Quality broke after them; else more were not tried. */
	readonly isBroken: boolean;
	/** Calls a core, by what was heard. */
	readonly heard: number;
	/** … and by what a call costs, with {@link USABLE_SHARE} of each core for calls; null: no step was good. */
	readonly byCost: number | null;
}

/** @param cores that the worker may use */
export function densityOf(steps: readonly Judged[], cores: number): Density {
	const firstBad = steps.findIndex(({ broken }) => broken.length > 0);
	const good = firstBad < 0 ? steps : steps.slice(0, firstBad);
	const last = good.at(-1);
	return {
		goodCalls: last?.calls ?? 0,
		isBroken: firstBad >= 0,
		heard: (last?.calls ?? 0) / cores,
		byCost: last === undefined ? null : USABLE_SHARE / last.cpuPerCall,
	};
}
