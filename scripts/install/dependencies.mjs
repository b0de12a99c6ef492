import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { whatIsStale } from './lockfile.mjs';

/**
 * Runs `npm ci` when node_modules is not what package-lock.json says.
 *
 * @returns {Promise<string | null>} why it failed, with npm's own output
 */
export async function ensureDependencies(root, progress, env = process.env) {
	const lock = readJson(join(root, 'package-lock.json'));
	if (lock === null) return `There is no package-lock.json in ${root}: is the clone complete?`;
	const stale = whatIsStale(lock, readJson(join(root, 'node_modules', '.package-lock.json')));
	if (stale.length === 0) return null;
	const count = Object.keys(lock.packages).length - 1;
	progress.say(`Packages: ${stale[0]}${stale.length > 1 ? ` and ${stale.length - 1} more` : ''}`);
	const step = progress.step(`Installing ${count} packages (npm ci)`);
	const { code, output } = await run(npm(env), root, env);
	if (code === 0) {
		step.done(`Installed ${count} packages`);
		return null;
	}
	step.end();
	return `${output.trimEnd()}\n\nnpm ci failed (${code}). Its output is above.`;
}

function readJson(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		if (error.code === 'ENOENT') return null;
		throw error;
	}
}

/** The npm that runs this script, if one does: another one on PATH may be older than the lockfile. */
function npm({ npm_execpath }) {
	if (npm_execpath !== undefined && basename(npm_execpath) === 'npm-cli.js') return [process.execPath, npm_execpath];
	return ['npm'];
}

function run([command, ...args], cwd, env) {
	return new Promise((resolve) => {
		// Ours are development packages too, whatever NODE_ENV says.
		const child = spawn(command, [...args, 'ci', '--include=dev'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		for (const stream of [child.stdout, child.stderr])
			stream.setEncoding('utf8').on('data', (text) => (output += text));
		// A terminal's Ctrl-C reaches npm by itself; a SIGTERM reaches only this process.
		const pass = (signal) => child.kill(signal);
		process.once('SIGTERM', pass);
		child.on('error', (error) => resolve({ code: error.code, output: error.message }));
		child.on('close', (code, signal) => {
			process.off('SIGTERM', pass);
			resolve({ code: code ?? signal, output });
		});
	});
}
