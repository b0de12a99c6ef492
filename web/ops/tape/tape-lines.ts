/**
 * A tape for people to read: what was asked, what came of it, what was done. Pure.
 *
 * @module
 */

export interface TapeLine {
	readonly at: number;
	/** Since the beginning of the tape. */
	readonly afterMs: number;
	readonly kind: 'step' | 'refusal' | 'acts' | 'other';
	readonly what: string;
	readonly outcome: string;
	/** What is to be done, or what came of it. */
	readonly details: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');

/** @param entries as the API gives them: a newer release may note what this page has never heard of */
export function tapeLines(entries: readonly unknown[]): readonly TapeLine[] {
	const all = entries.map(fieldsOf);
	const timeOf = ({ at }: Fields) => (typeof at === 'number' ? at : 0);
	const begin = timeOf(all[0] ?? {});
	return all.map((entry) => ({ at: timeOf(entry), afterMs: timeOf(entry) - begin, ...lineOf(entry) }));
}

function lineOf(entry: Fields): Omit<TapeLine, 'at' | 'afterMs'> {
	switch (entry['kind']) {
		case 'step':
			return {
				kind: 'step',
				what: commandOf(entry),
				outcome: textOf(entry['outcome']),
				details: [...lookOf(entry['look']), ...listOf(entry['effects']).flatMap(effectOf)],
			};
		case 'refusal':
			return { kind: 'refusal', what: commandOf(entry), outcome: `refused: ${textOf(entry['outcome'])}`, details: [] };
		case 'acts': {
			const acts = listOf(entry['acts']).map(({ what, outcome }) => `${textOf(what)}: ${textOf(outcome)}`);
			return { kind: 'acts', what: 'done', outcome: '', details: acts };
		}
		default:
			return { kind: 'other', what: textOf(entry['kind']) || 'not known to this page', outcome: '', details: [] };
	}
}

function commandOf(entry: Fields): string {
	const command = fieldsOf(entry['command']);
	const { kind, event, observation, writer, written, jobId, reason } = command;
	switch (kind) {
		case 'observe':
			return `${event === null ? 'report' : 'webhook'} ${textOf(fieldsOf(observation)['kind'])}`;
		case 'write':
			return `agent, epoch ${textOf(fieldsOf(writer)['epoch'])}: ${textOf(fieldsOf(written)['what'])}`;
		case 'claim':
			return `claim by ${textOf(jobId)}`;
		case 'close':
			return `close: ${textOf(reason)}`;
		default:
			return textOf(kind);
	}
}

const lookOf = (look: unknown): readonly string[] =>
	look === null || look === undefined ? [] : [look === 'unknown' ? 'LiveKit was silent' : 'LiveKit was looked at'];

const effectOf = ({ kind, reason }: Fields): readonly string[] =>
	kind === 'count' ? [] : [`to do: ${textOf(kind)}${textOf(reason) === '' ? '' : ` (${textOf(reason)})`}`];
