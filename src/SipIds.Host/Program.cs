using SipIds.Host.Commands;

return SipIdsCommand.Run(args);
