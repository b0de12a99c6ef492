/**
 * The network of a tab, to be cut and restored: what `npm start` does for "drop network", and nothing of the machine's own.
 *
 * @example
 * const network = await networkOf(caller.page);
 * await caller.startCall();
 * await network.cut();
 * await network.restore();
 *
 * @module
 */
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Page } from 'playwright-core';

export interface TabNetwork {
	/** Until it is restored; a reload restores it as well. */
	cut(): Promise<void>;
	restore(): Promise<void>;
}

const source = join(import.meta.dirname, '../../web/development/network-cut.ts');

function script(): string {
	const contents = `import { takeNetwork } from ${JSON.stringify(source)}; window.network = takeNetwork(window);`;
	const { outputFiles } = buildSync({
		stdin: { contents, resolveDir: import.meta.dirname },
		bundle: true,
		write: false,
		format: 'iife',
		target: 'es2022',
		logLevel: 'silent',
	});
	return outputFiles[0]?.text ?? '';
}

/** To be taken before the tab opens the page. Neither of the two counts as a click. */
export async function networkOf(page: Page): Promise<TabNetwork> {
	await page.addInitScript({ content: script() });
	const session = await page.context().newCDPSession(page);
	const evaluate = async (expression: string) => {
		const { exceptionDetails } = await session.send('Runtime.evaluate', { expression });
		if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? 'it failed');
	};
	return { cut: () => evaluate('network.cut()'), restore: () => evaluate('network.restore()') };
}
