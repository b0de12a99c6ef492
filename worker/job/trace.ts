/**
 * The trace of the call that a job is for. It comes with the dispatch; a room that LiveKit dispatched to by itself has
 * none.
 *
 * @module
 */
import { dispatchMetadataSchema } from '../../functions/protocol/agent.ts';
import { isTrace } from '../../functions/protocol/trace.ts';

/** @param metadata of the job */
export function traceOfJob(metadata: string): string | null {
	const trace = dispatchMetadataSchema.safeParse(parse(metadata)).data?.trace ?? null;
	return trace !== null && isTrace(trace) ? trace : null;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
