/**
 * Why there is no microphone: each has another remedy. `unsupported`: the page was not loaded over https or from this
 * machine. `lost`: it was there, and was unplugged or taken away.
 */
export type MicrophoneProblem = 'denied' | 'missing' | 'in_use' | 'unsupported' | 'failed' | 'lost';

const problems: Readonly<Record<string, MicrophoneProblem>> = {
	NotAllowedError: 'denied',
	SecurityError: 'denied',
	NotFoundError: 'missing',
	OverconstrainedError: 'missing',
	NotReadableError: 'in_use',
	AbortError: 'in_use',
	'': 'unsupported',
};

/** @param error the name of the error that `getUserMedia` threw; empty: there is no `getUserMedia` */
export const problemOf = (error: string): MicrophoneProblem => problems[error] ?? 'failed';
