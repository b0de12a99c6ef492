/**
 * agents' own log lines, made fit to be kept: it logs what was said (`lk.pii.…` at info and at warn) and errors whose
 * messages quote their input.
 *
 * @module
 */
import type { LogLine } from './log.ts';

/** Strings that agents writes itself; every other string may be somebody's. */
const OWN_WORDS: ReadonlySet<string> = new Set(['msg', 'cause', 'loop', 'type', 'jobID', 'speech_id']);

/** pino's numbers. */
const levelOf = (level: number): LogLine['level'] => (level >= 50 ? 'error' : level >= 40 ? 'warn' : 'info');

/** Warnings that warn of nothing: a busy laptop stalls for 100 ms now and then, and a session is made before its room. */
const HARMLESS: ReadonlySet<unknown> = new Set([
	'VAD inference is slower than realtime',
	'rotateSegment called while previous segment is still being rotated',
]);
/** A call that has ended in the middle of a sentence: what was on its way to the room is called off. */
const isCalledOff = (error: unknown): boolean => isErrorLike(error) && error.type === 'DOMException';
const isHarmless = (line: Readonly<Record<string, unknown>>, error: unknown): boolean =>
	'loop' in line || HARMLESS.has(line['msg']) || isCalledOff(error);

/**
 * One line of agents as one of ours: its own words and its numbers. Lines of ours, and what is no JSON, pass as they are.
 */
export function scrub(text: string): string {
	const line = parse(text);
	if (line === null || typeof line['level'] !== 'number') return text;
	const kept = Object.entries(line).filter(
		([key, value]) =>
			typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && OWN_WORDS.has(key)),
	);
	const { level, time, hostname: _host, ...fields } = Object.fromEntries(kept);
	const error = line['error'] ?? line['err'];
	return `${JSON.stringify({
		at: new Date(Number(time)).toISOString(),
		level: isHarmless(line, error) ? 'info' : levelOf(Number(level)),
		event: 'agents',
		...fields,
		...(isErrorLike(error) ? { error: error.type } : {}),
	})}\n`;
}

/** Puts {@link scrub} before everything that this process writes. */
export function scrubOutput(stream: NodeJS.WriteStream): void {
	const write = stream.write.bind(stream);
	stream.write = ((chunk: string | Uint8Array, ...rest: []) =>
		write(typeof chunk === 'string' ? scrub(chunk) : scrub(Buffer.from(chunk).toString()), ...rest)) as typeof write;
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
	if (!text.startsWith('{')) return null;
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

const isErrorLike = (value: unknown): value is { readonly type: string } =>
	typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
