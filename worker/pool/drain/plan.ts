/**
 * What a worker that stops does next: pure, and from what is so now, never from what happened last.
 *
 *     arrivals   jobs that LiveKit has offered or assigned before the gate was closed become calls
 *     retire     LiveKit is told, and processes without a job are ended
 *     calls      go on until they end by themselves, or until the drain's time is over
 *     cut        each agent says one sentence, and leaves
 *     leaving    calls that are over save what was said
 *     kill       whatever has not ended by then, never to be waited for by whoever calls again
 *     reports    the API is told of each end, and sends the next agent
 *     close      the connection to LiveKit
 *
 * @module
 */

export interface DrainFacts {
	/** Jobs on their way to a process. */
	readonly arriving: number;
	readonly calls: number;
	/** Processes whose call is over. */
	readonly leaving: number;
	/** When the last of them began to leave; null: none has. */
	readonly leftAt: number | null;
	/** All processes, those without a job as well. */
	readonly processes: number;
	/** Reports that nobody has answered yet. */
	readonly reports: number;
}

/** What was done already, and when. */
export interface DrainProgress {
	readonly began: number;
	readonly done: Readonly<Partial<Record<DrainAct, number>>>;
}

export type DrainAct = 'retire' | 'cut' | 'kill' | 'close';
export type DrainWait = 'arrivals' | 'calls' | 'leaving' | 'ends' | 'reports';

export type DrainStep =
	| { readonly step: DrainAct }
	/** Until it has changed, and no longer than until then. */
	| { readonly step: DrainWait; readonly until: number }
	| { readonly step: 'over' };

export interface DrainTimes {
	/** From the signal until calls are cut. */
	readonly callsMs: number;
	/** From the cut: the sentence, and what its saving takes. */
	readonly cutMs: number;
	/** From the end of a call to that of its process. */
	readonly leaveMs: number;
	/** From SIGKILL to the end. */
	readonly endMs: number;
	readonly reportsMs: number;
}

export function nextStep(facts: DrainFacts, progress: DrainProgress, now: number, times: DrainTimes): DrainStep {
	const { began, done } = progress;
	const cutAt = began + times.callsMs;
	if (facts.arriving > 0 && now < cutAt) return { step: 'arrivals', until: cutAt };
	if (done.retire === undefined) return { step: 'retire' };
	if (facts.calls > 0 && done.cut === undefined) return now < cutAt ? { step: 'calls', until: cutAt } : { step: 'cut' };
	const leaveBy = Math.min((facts.leftAt ?? began) + times.leaveMs, cutAt + times.cutMs);
	const until = facts.calls > 0 ? cutAt + times.cutMs : leaveBy;
	if (done.kill === undefined && facts.calls + facts.leaving > 0 && now < until) return { step: 'leaving', until };
	const idleBy = done.retire + times.endMs;
	if (done.kill === undefined && facts.processes > 0 && now < idleBy) return { step: 'ends', until: idleBy };
	if (done.kill === undefined) return { step: 'kill' };
	if (facts.processes > 0 && now < done.kill + times.endMs) return { step: 'ends', until: done.kill + times.endMs };
	const reportBy = done.kill + times.endMs + times.reportsMs;
	if (facts.reports > 0 && now < reportBy) return { step: 'reports', until: reportBy };
	return done.close === undefined ? { step: 'close' } : { step: 'over' };
}

/** Longer than that no drain takes, the calls' own time aside. A platform's stop time-out has to be the sum. */
export const closingMs = ({ cutMs, endMs, reportsMs }: Omit<DrainTimes, 'callsMs'>, closeMs: number): number =>
	cutMs + endMs + reportsMs + closeMs;
