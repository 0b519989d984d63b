import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StartupError } from './startup-error.ts';
import type { Template } from './template.ts';

/** What `cdk synth` wrote: the template, and where the bundles that it would upload lie. */
export interface Assembly {
  readonly directory: string;
  readonly stackName: string;
  readonly template: Template;
  /** Directory or file of an asset, by the hash in the object key of a function's `Code`. */
  assetPath(objectKey: string): string;
}

export interface AssemblyOptions {
  /** The project's root. */
  readonly root: string;
  /** Directory that holds one assembly per state of the sources. */
  readonly outdir: string;
  /** Told before the sources are synthesised, which takes seconds. */
  readonly onSynthesise?: () => void;
}

/** What the assembly is made from. `infra/local` runs it and is no part of it. */
const SOURCES = [
  'domain',
  'functions',
  'infra',
  'cdk.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const LEFT_OUT = [join('infra', 'local')];
const KEPT_ASSEMBLIES = 3;
const SYNTHESIS_WITHIN_MS = 180_000;

const filesBelow = (root: string, path: string): readonly string[] => {
  if (LEFT_OUT.includes(path) || !existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesBelow(root, join(path, name)));
};

/** A hash over every file that the assembly depends on: paths and contents. */
export const hashSources = (root: string): string => {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesBelow(root, source))) {
    const content = readFileSync(join(root, path));
    hash.update(`${path.split(sep).join('/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 20);
};

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

interface Manifest {
  readonly artifacts?: Readonly<
    Record<
      string,
      { readonly type: string; readonly properties?: { readonly [name: string]: unknown } }
    >
  >;
}

interface AssetManifest {
  readonly files?: Readonly<Record<string, { readonly source: { readonly path?: string } }>>;
}

/** Reads a cloud assembly that exists. Throws `StartupError` when it is not one stack with assets. */
export const readAssembly = (directory: string): Assembly => {
  const { artifacts = {} } = readJson<Manifest>(join(directory, 'manifest.json'));
  const ofType = (type: string) =>
    Object.entries(artifacts).filter(([, artifact]) => artifact.type === type);
  const stacks = ofType('aws:cloudformation:stack');
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1)
    throw new StartupError(`${directory} holds ${stacks.length} stacks; the host runs exactly one`);
  const [artifactId, { properties = {} }] = stack;
  const assets = new Map<string, string>();
  for (const [, artifact] of ofType('cdk:asset-manifest')) {
    const file = join(directory, String(artifact.properties?.file));
    for (const [hash, asset] of Object.entries(readJson<AssetManifest>(file).files ?? {}))
      if (asset.source.path !== undefined) assets.set(hash, join(directory, asset.source.path));
  }
  return {
    directory,
    stackName: String(properties.stackName ?? artifactId),
    template: readJson<Template>(join(directory, String(properties.templateFile))),
    assetPath(objectKey) {
      const path = assets.get(objectKey.replace(/\.[a-z0-9]+$/, ''));
      if (path === undefined) throw new StartupError(`${directory} has no asset ${objectKey}`);
      return path;
    },
  };
};

const synthesise = async (root: string, outdir: string): Promise<void> => {
  const app = JSON.stringify(pathToFileURL(join(root, 'infra', 'synthesise.ts')).href);
  const script = `const { synthesise } = await import(${app}); synthesise(process.argv[1]);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', outdir], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0)
    throw new StartupError(`the CDK app does not synthesise (exit ${code}):\n${output.trim()}`);
};

/** Drops the assemblies of older sources; those in use have been read or are the newest. */
const prune = (outdir: string, keep: string) => {
  const others = readdirSync(outdir)
    .filter((name) => name !== keep && /^[0-9a-f]{20}$/.test(name))
    .map((name) => ({ name, at: statSync(join(outdir, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { name } of others.slice(KEPT_ASSEMBLIES - 1))
    rmSync(join(outdir, name), { recursive: true, force: true });
};

/**
 * Runs `work` while no other process does the same in that directory. The lock is SQLite's and so
 * ends with its process; waiting blocks this thread, which has nothing else to do.
 */
const exclusively = async <T>(outdir: string, work: () => Promise<T>): Promise<T> => {
  const lock = new DatabaseSync(join(outdir, 'lock.sqlite'), { timeout: SYNTHESIS_WITHIN_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return await work();
  } finally {
    lock.close();
  }
};

const synthesised = async (options: AssemblyOptions, hash: string): Promise<Assembly> => {
  const { root, outdir } = options;
  const directory = join(outdir, hash);
  mkdirSync(outdir, { recursive: true });
  return await exclusively(outdir, async () => {
    if (existsSync(join(directory, 'manifest.json'))) return readAssembly(directory);
    options.onSynthesise?.();
    const unfinished = join(outdir, `.${hash}`);
    rmSync(unfinished, { recursive: true, force: true });
    try {
      await synthesise(root, unfinished);
      renameSync(unfinished, directory);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    prune(outdir, hash);
    return readAssembly(directory);
  });
};

const underway = new Map<string, Promise<Assembly>>();

/**
 * The assembly of the sources as they are: an earlier one when no source has changed, else a new
 * one. Several may ask at once, in one process or many; the directory appears whole or not at all.
 */
export const ensureAssembly = async (options: AssemblyOptions): Promise<Assembly> => {
  const hash = hashSources(options.root);
  const directory = join(options.outdir, hash);
  if (existsSync(join(directory, 'manifest.json'))) {
    // The least recently used is the first to go.
    utimesSync(directory, new Date(), new Date());
    return readAssembly(directory);
  }
  const made = underway.get(directory) ?? synthesised(options, hash);
  underway.set(directory, made);
  try {
    return await made;
  } finally {
    underway.delete(directory);
  }
};

/** The code of one function, as Lambda would find it. */
export interface Code {
  /** URL of the module file. */
  readonly module: string;
  /** Name of the export that is the handler. */
  readonly exportName: string;
  /** Directory of the bundle: `LAMBDA_TASK_ROOT`. */
  readonly taskRoot: string;
}

/** Finds the module that `Handler` (`index.handler`) names in a bundle's directory. */
export const locateCode = (taskRoot: string, handler: string): Code => {
  const dot = handler.lastIndexOf('.');
  const path = ['.mjs', '.js', '.cjs']
    .map((extension) => join(taskRoot, handler.slice(0, dot) + extension))
    .find(existsSync);
  if (dot < 0 || path === undefined || relative(taskRoot, path).startsWith('..'))
    throw new StartupError(`no module for handler ${handler} in ${taskRoot}`);
  return { module: pathToFileURL(path).href, exportName: handler.slice(dot + 1), taskRoot };
};
