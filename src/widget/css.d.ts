/** The build turns each style sheet into a string. */
declare module '*.css' {
  const text: string;
  export default text;
}
