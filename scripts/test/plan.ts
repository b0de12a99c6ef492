import { isThorough } from './thorough.ts';

/** What a command line asks for. */
export interface Plan {
	/** Types, lint and boundaries. */
	readonly checks: boolean;
	readonly unit: boolean;
	/** What takes long or needs more than Node. */
	readonly thorough: boolean;
	readonly endToEnd: boolean;
	/** Of the end-to-end tests, that of the worker's image: it is built where packages can still be had. */
	readonly image: boolean;
	/** For vitest: which tests. Empty: all of them. */
	readonly selection: readonly string[];
}

/** Options of vitest whose value is the next argument. */
const WITH_VALUE = ['-t', '--testNamePattern', '--reporter', '--retry', '--bail', '--testTimeout'];

/**
 * Reads the arguments of `npm test`.
 *
 * @param files every test file, relative to the repository
 */
export function planTests(args: readonly string[], files: readonly string[]): Plan {
	const selection = args.filter((arg) => arg !== '--check');
	const quick = args.includes('--check');
	if (selection.length === 0)
		return { checks: true, unit: true, thorough: !quick, endToEnd: !quick, image: !quick, selection };
	const words = selection.filter((arg, i) => !arg.startsWith('-') && !WITH_VALUE.includes(selection[i - 1] ?? ''));
	// As vitest does it: a file is meant when its path contains the word, which may end in a line number.
	const filters = words.map((word) => word.replace(/^\.\//, '').replace(/:\d+$/, ''));
	const meant = files.filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));
	return {
		checks: false,
		unit: meant.some((file) => !isEndToEnd(file) && !isThorough(file)),
		thorough: !quick && meant.some(isThorough),
		endToEnd: !quick && meant.some(isEndToEnd),
		image: !quick && meant.some((file) => file.startsWith('e2e/image/')),
		selection,
	};
}

/** As in vitest.config.ts. */
const isEndToEnd = (file: string): boolean => /^e2e\/(?!hearing\/|deploy\/aws\/).+\.test\.ts$/.test(file);
