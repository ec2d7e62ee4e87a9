using GlyphReader;

return args switch
{
    ["generate", .. var options] => GenerateCommand.Run(options),
    _ => 1,
};
