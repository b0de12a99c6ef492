/**
 * The end of a process of the pool: why it ended, and what is logged of it.
 *
 * @module
 */
import { PHRASES } from '../../functions/protocol/log-phrases.ts';
import type { LogLine } from '../log.ts';
import type { Child, ChildEnd } from './children.ts';
import type { Verdict } from './health/vitals.ts';

/** `served` a job, or waited for one (`idle`), and ended by itself or by agents; else the health pass has ended it. */
export type EndReason = 'served' | 'idle' | Verdict['why'];

export interface ProcessEnd extends Pick<ChildEnd, 'code' | 'signal'> {
	readonly kind: Child['kind'];
	readonly pid: number;
	readonly why: EndReason;
}

export const reasonOf = ({ served }: ChildEnd, verdict: Verdict['why'] | null): EndReason =>
	verdict ?? (served === null ? 'idle' : 'served');

/** @param isStopping the worker closes its pool, if need be by force */
export function endLine({ kind, pid, why, code, signal }: ProcessEnd, isStopping: boolean): LogLine {
	const line = { event: 'process_ended', kind, child: pid, ...(kind === 'job' ? { why } : {}), code, signal };
	if (code === 0) return { level: 'info', ...line };
	if (kind === 'job' && why === 'idle' && !isStopping) return { level: 'alert', ...line, message: PHRASES.spawnError };
	return { level: 'error', ...line };
}

export const unstartedLine = (kind: Child['kind']): LogLine => ({
	level: 'alert',
	event: 'process_unstarted',
	kind,
	message: PHRASES.spawnError,
});
