/**
 * The script of the buttons, made when a page asks for it: who works on it need not start anything again.
 *
 * @module
 */
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Break } from '../../../web/development/breaks.ts';

/** @param breaks the buttons that it has; others cannot do what they say */
export function buildScript(root: string, breaks: readonly Break[]): string {
	const { outputFiles } = buildSync({
		entryPoints: [join(root, 'web/development/break-it.ts')],
		bundle: true,
		write: false,
		format: 'iife',
		target: 'es2022',
		define: { BREAKS_HERE: JSON.stringify(breaks) },
		loader: { '.css': 'text' },
		logLevel: 'silent',
	});
	return outputFiles[0]?.text ?? '';
}
