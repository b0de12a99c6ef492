/**
 * `npm run pictures -- FOLDER [STATE…]`: every state of the page, on phone, tablet and desktop, light and dark, taken in
 * Chromium of a Greenroom of its own.
 *
 * @module
 */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { lacks } from '../../e2e/greenroom.ts';
import { scenes } from '../../e2e/page/pictures/scenes.ts';
import { takePictures } from '../../e2e/page/pictures/take-pictures.ts';
import { createProgress } from '../install/progress.mjs';

export async function main(args: readonly string[]): Promise<number> {
	const progress = createProgress(process.stdout);
	const [folder, ...names] = args;
	const unknown = names.filter((name) => !scenes.some((scene) => scene.name === name));
	if (folder === undefined || unknown.length > 0) {
		progress.say(`npm run pictures -- FOLDER [STATE…]. There are ${scenes.map(({ name }) => name).join(', ')}.`);
		return 1;
	}
	if (lacks('chromium', 'livekit-server')) {
		progress.say('Pictures need Chromium and livekit-server: `npm test` installs them.');
		return 1;
	}
	const into = resolve(folder);
	await mkdir(into, { recursive: true });
	const wanted = scenes.filter(({ name }) => names.length === 0 || names.includes(name));
	const missed = await takePictures(into, wanted, progress);
	for (const { name, why } of missed) progress.say(`${name}: ${why}`);
	return missed.length === 0 ? 0 : 1;
}
