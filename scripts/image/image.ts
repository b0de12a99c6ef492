/**
 * What an image says of itself, and how large its layers are.
 *
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Buildah } from './buildah.ts';

const layered = z.object({
	OCIv1: z.object({
		rootfs: z.object({ diff_ids: z.array(z.string()) }),
		history: z.array(z.object({ created_by: z._default(z.string(), ''), empty_layer: z.optional(z.boolean()) })),
	}),
});
const configured = z.object({
	Docker: z.object({
		config: z.object({
			User: z.string(),
			WorkingDir: z.string(),
			Env: z.array(z.string()),
			Entrypoint: z.array(z.string()),
			Cmd: z.array(z.string()),
			StopSignal: z.string(),
			Healthcheck: z.object({ Test: z.array(z.string()) }),
		}),
	}),
});
/** Of buildah's own storage: it has no command that tells. */
const stored = z.array(z.object({ 'diff-digest': z.optional(z.string()), 'diff-size': z.optional(z.number()) }));

export type ImageConfig = z.infer<typeof configured>['Docker']['config'];

export interface Layer {
	/** The line of the Dockerfile that made it. */
	readonly from: string;
	/** Not compressed. */
	readonly bytes: number;
}

export interface Image {
	readonly config: ImageConfig;
	/** What lies on the base, in the order in which it was put there. */
	readonly appLayers: readonly Layer[];
}

export async function readImage(buildah: Buildah, name: string, base: string): Promise<Image> {
	const look = async (image: string): Promise<unknown> =>
		JSON.parse(await buildah.output('inspect', '--type', 'image', image));
	const seen = await look(name);
	const [{ OCIv1: image }, { OCIv1: below }] = [layered.parse(seen), layered.parse(await look(base))];
	const sizes = await layerSizes(buildah);
	const made = image.history.filter(({ empty_layer }) => empty_layer !== true);
	const layers = image.rootfs.diff_ids.map((digest, i) => ({
		from: sayInstruction(made[i]?.created_by ?? ''),
		bytes: sizes.get(digest) ?? Number.NaN,
	}));
	return { config: configured.parse(seen).Docker.config, appLayers: layers.slice(below.rootfs.diff_ids.length) };
}

/** `/bin/sh -c #(nop) COPY dir:7de5f0… in worker ` is `COPY worker`. */
export const sayInstruction = (createdBy: string): string =>
	createdBy
		.replace(/^(?:\|\d+ (?:\w+=\S* )*)?\/bin\/sh -c (?:#\(nop\) )?/, '')
		.replace(/^(COPY|ADD) \S+ in /, '$1 ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, 60);

/** Of all layers of all builds that are kept. */
export async function keptBytes(buildah: Buildah): Promise<number> {
	return [...(await layerSizes(buildah)).values()].reduce((sum, bytes) => sum + bytes, 0);
}

async function layerSizes({ folder }: Buildah): Promise<ReadonlyMap<string, number>> {
	const sizes = new Map<string, number>();
	for (const driver of ['overlay', 'vfs']) {
		const file = join(folder, 'storage', `${driver}-layers/layers.json`);
		const text = await readFile(file, 'utf8').catch(() => '[]');
		for (const layer of stored.parse(JSON.parse(text)))
			sizes.set(layer['diff-digest'] ?? '', layer['diff-size'] ?? Number.NaN);
	}
	return sizes;
}
