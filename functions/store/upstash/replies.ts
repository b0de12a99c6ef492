/** What scripts answer, checked: a proxy or another database may stand where the store should. */
import * as z from 'zod/mini';
import { type Deadline, type Entry, type Loaded, StoreUnavailable } from '../port.ts';

const texts = z.array(z.string());

const loaded = z.pipe(
	z.tuple([z.nullable(z.string()), z.int(), z.nullable(z.string()), texts, texts, z.array(z.int())]),
	z.transform(
		([value, version, before, ids, values, hits]): Loaded => ({
			value,
			version,
			before,
			entries: zip(ids, values),
			hits,
		}),
	),
);

/** Name and value, in turn. */
const counted = z.pipe(
	texts,
	z.transform(
		(list): Record<string, number> =>
			Object.fromEntries(list.flatMap((name, i) => (i % 2 === 0 ? [[name, Number(list[i + 1])]] : []))),
	),
);

export const replies = {
	load: loaded,
	save: z.enum(['saved', 'conflict']),
	append: z.enum(['appended', 'fenced', 'absent']),
	due: texts,
	deadlines: z.pipe(
		texts,
		z.transform((list): Deadline[] =>
			list.flatMap((key, i) => (i % 2 === 0 ? [{ key, at: Number(list[i + 1]) }] : [])),
		),
	),
	size: z.int(),
	note: z.literal('noted'),
	notes: texts,
	counters: counted,
} as const;

/** @throws StoreUnavailable when it is something else */
export function readReply<T>(schema: z.ZodMiniType<T>, reply: unknown): T {
	const read = schema.safeParse(reply);
	if (read.success) return read.data;
	throw new StoreUnavailable('garbled');
}

const zip = (ids: readonly string[], values: readonly string[]): Entry[] =>
	ids.flatMap((id, i) => {
		const value = values[i];
		return value === undefined ? [] : [{ id, value }];
	});
