import { expect, test } from 'vitest';
import { whatIsStale } from './lockfile.mjs';

const lock = {
	packages: {
		'': { version: '0.1.0' },
		'node_modules/zod': { version: '4.6.7' },
		'node_modules/a/node_modules/@scope/b': { version: '1.0.0' },
		'node_modules/@esbuild/darwin-arm64': { version: '0.28.2', optional: true },
		'node_modules/fsevents': { version: '2.3.3', devOptional: true },
	},
};
/** What npm writes down: neither the root nor other platforms' packages. */
const installed = {
	packages: {
		'node_modules/zod': { version: '4.6.7' },
		'node_modules/a/node_modules/@scope/b': { version: '1.0.0' },
	},
};
const withPackage = (path: string, version: string) => ({ packages: { ...installed.packages, [path]: { version } } });

test('what npm installed from this lockfile is fresh, without the packages of other platforms', () => {
	expect(whatIsStale(lock, installed)).toEqual([]);
});

test('nothing installed is stale', () => {
	expect(whatIsStale(lock, null)).toEqual(['nothing is installed yet']);
});

test('a missing package is stale, also one within another', () => {
	expect(whatIsStale(lock, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toEqual([
		'@scope/b is missing',
	]);
});

test('another version is stale, also of an optional package', () => {
	expect(whatIsStale(lock, withPackage('node_modules/zod', '4.6.6'))).toEqual(['zod is 4.6.6, not 4.6.7']);
	expect(whatIsStale(lock, withPackage('node_modules/fsevents', '2.3.2'))).toEqual(['fsevents is 2.3.2, not 2.3.3']);
});

test('a package that is no longer wanted does not matter', () => {
	expect(whatIsStale(lock, withPackage('node_modules/left-over', '1.0.0'))).toEqual([]);
});
